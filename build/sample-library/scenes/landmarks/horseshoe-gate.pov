// Bab Zerrin: a city gate of red sandstone with a horseshoe arch of two-coloured wedges, a tiled frieze, a gallery of small
// arches, stepped battlements and two octagonal towers under green domes.
#version 3.7;
#include "common/all.pov"

#macro RedStone() Masonry(1.1, 0.48, 0.016, srgb <0.60, 0.30, 0.21>, srgb <0.70, 0.39, 0.28>, srgb <0.76, 0.47, 0.34>, srgb <0.42, 0.22, 0.16>, 0.35, 0.7) #end
#macro RammedEarth() Plaster(srgb <0.72, 0.44, 0.32>, 0.6) #end
#macro PaleStone() Plaster(srgb <0.86, 0.77, 0.62>, 0.5) #end
#declare GreenTile = texture {
  pigment {
    function { 0.5 + 0.5 * sin(floor(atan2(x, z) * 16 / pi) * 12.9898 + floor(y / 0.3) * 78.233) }
    color_map { [0 color srgb <0.10, 0.34, 0.22>] [1 color srgb <0.22, 0.52, 0.34>] }
  }
  normal { function { abs(sin(atan2(x, z) * 16)) } 0.5 }
  finish { Polished }
}
// Zellige: eight-pointed stars in a square lattice, by two rotated squares.
#declare Zellige = texture {
  pigment {
    function {
      min(
        max(abs(x - floor(x) - 0.5), abs(y - floor(y) - 0.5)),
        (abs(x - floor(x) - 0.5) + abs(y - floor(y) - 0.5)) * 0.7071
      ) * 2.2
    }
    color_map {
      [0.00 color srgb <0.92, 0.78, 0.36>] [0.18 color srgb <0.92, 0.78, 0.36>] [0.18 color srgb <0.94, 0.92, 0.86>] [0.26 color srgb <0.94, 0.92, 0.86>]
      [0.26 color srgb <0.10, 0.28, 0.52>] [0.58 color srgb <0.12, 0.34, 0.58>] [0.58 color srgb <0.94, 0.92, 0.86>] [0.68 color srgb <0.94, 0.92, 0.86>]
      [0.68 color srgb <0.06, 0.42, 0.40>] [1.00 color srgb <0.08, 0.46, 0.42>]
    }
    scale 0.85
  }
  finish { Polished }
}

// Horseshoe opening: a circle that goes on below its middle.
#macro Horseshoe(Radius, Centre, Deep)
  union {
    cylinder { <0, Centre, -Deep>, <0, Centre, Deep>, Radius }
    box { <-Radius * 0.84, 0, -Deep>, <Radius * 0.84, Centre - Radius * 0.3, Deep> }
  }
#end
#macro Wedges(Radius, Centre, Thick, Front, Count)
  #for (I, 0, Count - 1)
    intersection {
      difference { cylinder { <0, 0, Front - 0.22>, <0, 0, Front + 0.3>, Radius + Thick } cylinder { <0, 0, Front - 1>, <0, 0, Front + 1>, Radius } }
      plane { y, 0 rotate z * 90 * 0 rotate z * (-32 + 244 * (I + 1) / Count) }
      plane { -y, 0 rotate z * (-32 + 244 * I / Count + 0.4) }
      translate y * Centre
      #if (mod(I, 2)) PaleStone() #else texture { pigment { granite color_map { [0 color srgb <0.50, 0.20, 0.14>] [1 color srgb <0.66, 0.30, 0.20>] } } normal { granite 0.25 } finish { Matt } } #end
    }
  #end
#end
#macro StepMerlon(Wide, Tall)
  union {
    box { <-Wide / 2, 0, -0.4>, <Wide / 2, Tall * 0.35, 0.4> }
    box { <-Wide / 2 * 0.68, 0, -0.4>, <Wide / 2 * 0.68, Tall * 0.65, 0.4> }
    box { <-Wide / 2 * 0.34, 0, -0.4>, <Wide / 2 * 0.34, Tall, 0.4> }
  }
#end

// One face toward -z: carved panels, frieze, gallery.
#macro GateFace()
  union {
    Wedges(4.1, 6.6, 1.35, -5, 25)
    difference {
      box { <-7.2, 0, -5.35>, <7.2, 14.2, -4.9> }
      box { <-6.6, -1, -6>, <6.6, 13.6, -4> }
      PaleStone()
    }
    difference {
      box { <-6.6, 4, -5.18>, <6.6, 13.6, -4.9> }
      cylinder { <0, 6.6, -7>, <0, 6.6, 0>, 5.45 }
      box { <-5.3, 3, -7>, <5.3, 6.0, 0> }
      texture { Zellige }
    }
    torus { 5.5, 0.14 rotate x * 90 translate <0, 6.6, -5.2> clipped_by { plane { -y, -3.8 } } PaleStone() }
    #for (S, -1, 1, 2) cylinder { <S * 5.0, 12, -5.15>, <S * 5.0, 12, -5.4>, 0.8 PaleStone() } torus { 0.8, 0.12 rotate x * 90 translate <S * 5.0, 12, -5.38> texture { GreenTile } } #end
    // columns beside the opening
    #for (S, -1, 1, 2) object { Column(0.34, 4.2) translate <S * 4.2, 0.2, -5.45> PaleStone() } object { Column(0.34, 4.2) translate <S * 5.15, 0.2, -5.45> PaleStone() } #end
    // gallery of nine small arches
    #for (I, -4, 4)
      union {
        difference { box { <-0.75, 0, -0.3>, <0.75, 2.6, 0.2> } object { Horseshoe(0.52, 1.55, 1) } PaleStone() }
        box { <-0.7, 0, 0.05>, <0.7, 2.5, 0.15> #if (IsDark) LitWindow(0.6) #else texture { pigment { color srgb <0.16, 0.09, 0.07> } finish { Dull } } #end }
        cylinder { <-0.75, 0, -0.32>, <-0.75, 1.5, -0.32>, 0.11 PaleStone() }
        cylinder { <0.75, 0, -0.32>, <0.75, 1.5, -0.32>, 0.11 PaleStone() }
        translate <I * 1.52, 15.4, -5.1>
      }
    #end
    box { <-7.3, 14.5, -5.35>, <7.3, 15.3, -4.8> texture { Zellige } }
    box { <-7.3, 18.1, -5.35>, <7.3, 19.0, -4.8> texture { Zellige translate x * 0.4 } }
    box { <-7.5, 19.0, -5.7>, <7.5, 19.5, -4.6> PaleStone() }
    box { <-7.4, 14.25, -5.55>, <7.4, 14.55, -4.8> PaleStone() }
    #for (I, -14, 14) box { <-0.13, -0.45, -0.5>, <0.13, 0, 0.3> translate <I * 0.51, 19.0, -5.25> PaleStone() } #end
    #for (I, -5, 5) object { StepMerlon(1.1, 1.6) translate <I * 1.34, 19.5, -5.0> RedStone() } #end
  }
#end

#macro OctTower()
  union {
    difference {
      intersection {
        #for (I, 0, 7) plane { z, 4 rotate y * 45 * I } #end
        box { <-5, 0, -5>, <5, 21.5, 5> }
      }
      #for (I, 0, 3) object { Horseshoe(0.55, 1.7, 5) translate y * 16.6 rotate y * 45 * I } object { Horseshoe(0.5, 1.5, 5) translate y * 8.4 rotate y * 45 * I } #end
      RedStone()
    }
    cylinder { y * 8, y * 21, 3.2 #if (IsDark) LitWindow(0.45) #else texture { pigment { color srgb <0.12, 0.07, 0.06> } finish { Dull } } #end }
    #for (I, 0, 7)
      union {
        difference { box { <-1.2, 15.8, -4.15>, <1.2, 20.2, -3.9> } object { Horseshoe(0.75, 1.9, 6) translate y * 16.4 } box { <-0.95, 16.2, -4.3>, <0.95, 19.9, -4.08> } PaleStone() }
        box { <-1.66, 13.6, -4.12>, <1.66, 15.2, -3.9> texture { Zellige } }
        box { <-1.75, 15.2, -4.3>, <1.75, 15.5, -3.8> PaleStone() }
        box { <-1.75, 13.3, -4.3>, <1.75, 13.6, -3.8> PaleStone() }
        box { <-1.8, 20.9, -4.5>, <1.8, 21.6, -3.6> PaleStone() }
        box { <-0.6, 8.0, -4.12>, <0.6, 8.3, -3.9> PaleStone() }
        object { StepMerlon(1.2, 1.4) scale <1, 1, 0.6> translate <0, 21.6, -4.05> RedStone() }
        object { StepMerlon(0.7, 1.1) scale <1, 1, 0.6> translate <1.45, 21.6, -4.05> RedStone() }
        rotate y * 45 * I
      }
    #end
    cylinder { y * 21, y * 24.2, 2.9 PaleStone() }
    #for (I, 0, 11) difference { box { <-0.5, 21.8, -3.0>, <0.5, 23.9, -2.7> } object { Horseshoe(0.33, 1.1, 5) translate y * 22 } RedStone() rotate y * 30 * I } #end
    torus { 2.95, 0.22 translate y * 24.2 PaleStone() }
    lathe { cubic_spline 8, <3.2, 23>, <2.9, 24.2>, <3.1, 25.2>, <2.7, 26.8>, <1.6, 28.2>, <0.5, 29.1>, <0.03, 29.8>, <0, 31> texture { GreenTile } }
    cylinder { y * 29, y * 32.4, 0.06 texture { Gold } }
    sphere { y * 30.1, 0.34 texture { Gold } } sphere { y * 30.9, 0.25 texture { Gold } } sphere { y * 31.5, 0.17 texture { Gold } }
  }
#end

#declare Gate = union {
  difference {
    box { <-7.3, 0, -5>, <7.3, 19.6, 5> }
    object { Horseshoe(4.1, 6.6, 6) }
    RedStone()
  }
  GateFace()
  union { GateFace() rotate y * 180 }
  object { OctTower() rotate y * 0 translate x * -10.8 }
  object { OctTower() rotate y * 0 translate x * 10.8 }
  // city wall
  #for (S, -1, 1, 2)
    union {
      difference {
        box { <13, 0, -1.6>, <120, 11, 1.6> }
        #for (I, 0, 30) cylinder { <15 + I * 3.4, 6 + 2.6 * mod(I, 2), -2>, <15 + I * 3.4, 6 + 2.6 * mod(I, 2), -1.2>, 0.12 } #end
        RammedEarth()
      }
      #for (I, 0, 44) object { StepMerlon(1.3, 1.5) translate <14 + I * 2.4, 11, -1.1> RammedEarth() } #end
      #for (I, 0, 2) box { <38 + I * 32, 0, -4>, <45 + I * 32, 14, 3> RammedEarth() } #for (K, 0, 3) object { StepMerlon(1.2, 1.5) translate <39 + I * 32 + K * 1.7, 14, -3.6> RammedEarth() } #end #end
      scale <S, 1, 1>
    }
  #end
}
object { Gate }
#if (IsDark)
  #for (S, -1, 1, 2)
    light_source { <S * 5, 0.8, -12> rgb <1.0, 0.66, 0.34> * 1.6 fade_distance 8 fade_power 2 }
    light_source { <S * 13, 0.8, -10> rgb <1.0, 0.62, 0.30> * 1.4 fade_distance 8 fade_power 2 }
    light_source { <S * 5, 0.8, 12> rgb <1.0, 0.66, 0.34> * 1.4 fade_distance 8 fade_power 2 }
  #end
  light_source { <0, 6, 0> rgb <1.0, 0.7, 0.4> * 1.2 fade_distance 5 fade_power 2 }
#end

// Square before the gate: sandy paving, palms, market stalls; behind it flat-roofed houses of the old town.
plane { y, 0 Slabs(srgb <0.64, 0.52, 0.41>, srgb <0.76, 0.65, 0.52>, 1.4) Stains(0.5) }
box { <-4.5, -0.1, -60>, <4.5, 0.02, 60> Slabs(srgb <0.72, 0.64, 0.54>, srgb <0.84, 0.77, 0.66>, 0.9) }
#macro EarthHouse(Seed, Wide, Tall, Deep)
  #local R = seed(Seed);
  union {
    difference {
      box { <-Wide / 2, 0, 0>, <Wide / 2, Tall, Deep> }
      #for (F, 0, floor(Tall / 3.4) - 1) #for (C, 0, floor(Wide / 3) - 1) object { Horseshoe(0.42, 1.1, 0.5) translate <-Wide / 2 + 1.5 + C * 3, 1.2 + F * 3.4, 0> } #end #end
      Plaster(srgb <0.78, 0.50, 0.37> * (0.85 + 0.4 * rand(R)), 0.5)
    }
    box { <-Wide / 2 + 0.3, 0, 0.35>, <Wide / 2 - 0.3, Tall - 0.2, 0.5> #if (IsDark) LitWindow(0.4) #else texture { WindowGlass } #end }
    box { <-Wide / 2 - 0.12, Tall, -0.12>, <Wide / 2 + 0.12, Tall + 0.25, Deep + 0.1> PaleStone() }
    box { <-Wide / 2, Tall, 0>, <Wide / 2, Tall + 0.9, 0.25> Plaster(srgb <0.74, 0.47, 0.34>, 0.5) }
  }
#end
#for (I, 0, 13) object { EarthHouse(I, 9, 7 + mod(I * 5, 4) * 1.7, 9) translate <-63 + I * 9.4, 0, 34 + mod(I * 3, 3) * 2> } #end
#for (I, 0, 6) object { EarthHouse(I + 30, 10, 6.8 + mod(I * 3, 3) * 2, 9) rotate y * -90 translate <-52, 0, -70 + I * 10.4> } #end
#for (I, 0, 6) object { EarthHouse(I + 50, 10, 6.8 + mod(I * 5, 3) * 2, 9) rotate y * 90 translate <54, 0, -70 + I * 10.4> } #end
#declare TallPalm = object { Palm(2, 10) }
#for (I, 0, 9) object { TallPalm rotate y * I * 71 scale 0.85 + 0.07 * mod(I * 3, 5) translate <(mod(I, 2) * 2 - 1) * (17 + mod(I * 7, 9)), 0, -11 - floor(I / 2) * 9> } #end
#for (I, 0, 5) object { TallPalm rotate y * I * 91 scale 0.8 + 0.08 * mod(I * 3, 4) translate <-40 + I * 17, 0, 17 + mod(I * 5, 7)> } #end
#macro Stall(Seed)
  #local R = seed(Seed);
  union {
    #for (I, 0, 3) cylinder { 0, y * (I < 2 ? 2.2 : 2.7), 0.04 translate <(mod(I, 2) * 2 - 1) * 1.3, 0, (I < 2 ? -1 : 1)> texture { pigment { color srgb <0.5, 0.36, 0.22> } finish { Matt } } } #end
    box { <-1.5, 0, -1.3>, <1.5, 0.03, 1.2> rotate x * -13 translate y * 2.45
      texture { pigment { gradient x color_map { [0.5 color srgb <0.88, 0.84, 0.74>] [0.5 color srgb <0.30 + 0.5 * rand(R), 0.24 + 0.2 * rand(R), 0.2 + 0.3 * rand(R)>] } scale 0.5 } finish { ambient 0 diffuse 0.6, 0.3 } } }
    box { <-1.3, 0, -0.8>, <1.3, 0.8, 0.6> WoodPlanks(srgb <0.5, 0.36, 0.22>, 0.25) }
    #for (I, 0, 35) sphere { <-1.2 + mod(I, 9) * 0.3, 0.86, -0.65 + floor(I / 9) * 0.32>, 0.13 texture { pigment { color srgb <0.85, 0.42 + 0.3 * rand(R), 0.1> } finish { Matt } } } #end
  }
#end
#for (I, 0, 3) object { Stall(I) rotate y * (70 + I * 9) translate <-19 + I * 0.8, 0, -22 - I * 5> } object { Stall(I + 8) rotate y * (-75 - I * 8) translate <20 - I, 0, -24 - I * 5.4> } #end
Crowd(ShotSeed, 14, <0, 0, -17>, 9)
Crowd(ShotSeed + 30, 10, <0, 0, -34>, 14)
Crowd(ShotSeed + 50, 6, <0, 0, 16>, 8)
#if (HasExtra("palm"))
  object { TallPalm scale 0.62 translate <ShotFrom.x, 0, ShotFrom.z> + vrotate(<-2.6, 0, 7>, y * degrees(atan2(ShotAt.x - ShotFrom.x, ShotAt.z - ShotFrom.z))) }
#end
#if (HasExtra("lamp"))
  object { StreetLamp(3.6) translate <ShotFrom.x, 0, ShotFrom.z> + vrotate(<1.3, 0, 5>, y * degrees(atan2(ShotAt.x - ShotFrom.x, ShotAt.z - ShotFrom.z))) }
#end

PlaceAtmosphere()
