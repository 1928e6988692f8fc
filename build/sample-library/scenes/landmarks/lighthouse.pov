// Skarvholm Lighthouse: a white tower with two red bands and a black lantern room, keeper's house and boathouse on a bare
// rock in the sea, mountains across the water.
#version 3.7;
#include "common/all.pov"

#macro Painted(Colour)
  texture {
    pigment { bozo warp { turbulence 0.7 octaves 5 } color_map { [0 color Colour * 0.84] [0.5 color Colour] [1 color Colour * 1.05] } scale <1, 4, 1> }
    normal { function { min(1, (0.5 - abs(y / 0.55 - floor(y / 0.55) - 0.5)) * 20) } 0.22 }
    finish { ambient 0 diffuse 0.8 specular 0.12 roughness 0.05 }
  }
  Stains(0.45)
#end
#declare White = srgb <0.92, 0.91, 0.88>;
#declare Red = srgb <0.68, 0.12, 0.09>;
#declare Black = texture { pigment { color srgb <0.08, 0.08, 0.09> } finish { ambient 0 diffuse 0.6 specular 0.4 roughness 0.03 } }
#declare BandEdges = array[6] { 0, 9.2, 14.2, 19.4, 24.4, 27.5 }
#declare TowerRadius = function(y) { 4.1 - 1.7 * y / 27.5 + 0.5 * exp(-y / 1.2) }

#macro Rail(Radius, Foot)
  union {
    #for (I, 0, 2) torus { Radius, 0.035 translate y * (Foot + 0.4 + I * 0.35) } #end
    #for (I, 0, 35) cylinder { <Radius, Foot, 0>, <Radius, Foot + 1.12, 0>, 0.03 rotate y * 10 * I } #end
    texture { Black }
  }
#end

#declare Lighthouse = union {
  #for (I, 0, 4)
    lathe {
      linear_spline 8
      <0, BandEdges[I]>,
      #for (K, 0, 5) #local Y = BandEdges[I] + (BandEdges[I + 1] - BandEdges[I]) * K / 5; <TowerRadius(Y), Y>, #end
      <0, BandEdges[I + 1]>
      #if (mod(I, 2)) Painted(Red) #else Painted(White) #end
    }
  #end
  cylinder { <0, -3, 0>, <0, 0.9, 0>, 5.1 Masonry(1.1, 0.5, 0.02, srgb <0.40, 0.39, 0.38>, srgb <0.52, 0.50, 0.48>, srgb <0.60, 0.58, 0.55>, srgb <0.28, 0.27, 0.26>, 0.4, 0.8) }
  // windows spiral upward; a door with a porch
  #for (I, 0, 5)
    #local Y = 4.6 + I * 3.7;
    union {
      box { <-0.62, -0.2, -0.12>, <0.62, 0, 0.6> Painted(White) }
      difference { box { <-0.6, 0, -0.06>, <0.6, 1.9, 0.6> } box { <-0.42, 0.1, -1>, <0.42, 1.7, 1> } Painted(White) }
      box { <-0.45, 0.05, 0.12>, <0.45, 1.75, 0.3> #if (IsDark) LitWindow(0.9) #else texture { WindowGlass } #end }
      box { <-0.03, 0.1, 0.05>, <0.03, 1.7, 0.2> Painted(White) } box { <-0.45, 0.85, 0.05>, <0.45, 0.91, 0.2> Painted(White) }
      object { Gable(-0.75, 0.75, -0.25, 0.5, 1.9, 2.25) texture { Black } }
      translate <0, Y, -TowerRadius(Y) - 0.12>
      rotate y * I * 55
    }
  #end
  union {
    difference { box { <-1.3, 0, -1.4>, <1.3, 3, 1> } box { <-0.7, -1, -3>, <0.7, 2.3, -1.2> } Painted(White) }
    box { <-0.7, 0, -1.22>, <0.7, 2.3, -1.1> WoodPlanks(srgb <0.16, 0.28, 0.22>, 0.2) }
    object { Gable(-1.8, 1, -1.6, 1.6, 3, 4.3) rotate y * 90 Painted(Red) }
    translate <0, 0.9, -4.1> rotate y * -35
  }
  // corbels, gallery, lantern room
  #for (I, 0, 19) box { <2.2, 26.3, -0.14>, <3.5, 27.3, 0.14> rotate y * 18 * I Painted(White) } #end
  cylinder { y * 27.2, y * 27.6, 3.7 texture { Black } }
  object { Rail(3.55, 27.6) }
  cylinder { y * 27.5, y * 29.4, 2.1 Painted(Red) }
  cylinder { y * 29.3, y * 29.5, 2.75 texture { Black } }
  object { Rail(2.65, 29.5) }
  difference { cylinder { y * 29.5, y * 32.9, 1.9 } cylinder { y * 29, y * 33, 1.86 }
    texture { pigment { color rgbt <0.9, 1, 0.97, 0.86> } finish { ambient 0 diffuse 0.1 specular 0.7 roughness 0.004 reflection { 0.06, 0.6 fresnel on } } } interior { ior 1.05 } no_shadow }
  #for (I, 0, 9)
    cylinder { <1.9, 29.5, 0>, <1.9, 32.9, 0>, 0.06 rotate y * 36 * I texture { Black } }
    cylinder { <1.9, 29.5, 0>, <1.9 * cos(pi / 5), 31.2, 1.9 * sin(pi / 5)>, 0.035 rotate y * 36 * I texture { Black } }
    cylinder { <1.9 * cos(pi / 5), 31.2, 1.9 * sin(pi / 5)>, <1.9, 32.9, 0>, 0.035 rotate y * 36 * I texture { Black } }
  #end
  torus { 1.9, 0.07 translate y * 31.2 texture { Black } }
  // the lens
  #for (I, 0, 8) torus { 0.55 + 0.25 * sin(pi * I / 8), 0.12 translate y * (30.2 + I * 0.24) texture { pigment { color srgb <0.85, 0.88, 0.7> } finish { ambient 0 diffuse 0.4 emission (IsDark ? 1 : 0.1) specular 0.8 reflection 0.3 } } } #end
  lathe { cubic_spline 7, <2.4, 32.4>, <2.25, 32.9>, <1.9, 33.6>, <1.1, 34.5>, <0.4, 34.95>, <0.02, 35.1>, <0, 35.3> Painted(Red) }
  torus { 2.15, 0.12 translate y * 32.9 texture { Black } }
  sphere { y * 35.4, 0.42 texture { Black } }
  cylinder { y * 35, y * 38.5, 0.04 texture { Black } }
  box { <-0.7, 36.8, -0.02>, <0.1, 37.1, 0.02> texture { Black } }
}

// The rock: ridged noise under a dome, flattened where the buildings stand.
#declare Ridge = function(x, y, z) { 1 - abs(2 * f_noise3d(x, y, z) - 1) }
#declare RockShape = function(x, z) {
  11 * exp(-(x * x / 1500 + z * z / 620)) - 5 - 9 * (1 - exp(-pow((x * x / 2 + z * z) / 1500, 2)))
    + 3.0 * Ridge(x * 0.055, 3.3, z * 0.075) + 2.2 * pow(Ridge(x * 0.15 + 0.1 * z, 7, z * 0.17), 2)
    + 1.5 * pow(Ridge(x * 0.42, 1, z * 0.36 - 0.1 * x), 2) + 0.6 * Ridge(x * 1.1, 2, z * 1.2) + 0.25 * f_noise3d(x * 2.6, 4, z * 2.6)
}
#declare FlatTower = function(x, z) { exp(-pow(max(0, sqrt(x * x + z * z) - 6), 2) / 60) }
#declare GroundAt = function(x, z) { 9 * FlatTower(x, z) + RockShape(x, z) * (1 - FlatTower(x, z)) }
#declare FlatHouse = function(x, z) { exp(-(pow(max(0, abs(x + 15) - 6), 2) + pow(max(0, abs(z - 3) - 5), 2)) / 22) }
#declare IslandHeight = function(x, z) { GroundAt(x, z) * (1 - FlatHouse(x, z)) + 8.2 * FlatHouse(x, z) }
height_field {
  function 560, 560 { max(0, IslandHeight((x - 0.5) * 130, (0.5 - y) * 130) + 8) / 30 }
  smooth
  translate <-0.5, 0, -0.5> scale <130, 30, 130> translate y * -8
  texture {
    pigment {
      granite warp { turbulence 0.4 }
      color_map { [0 color srgb <0.22, 0.21, 0.20>] [0.4 color srgb <0.44, 0.41, 0.39>] [0.75 color srgb <0.54, 0.50, 0.46>] [1 color srgb <0.62, 0.57, 0.52>] }
      scale <6, 2.4, 6>
    }
    normal { average normal_map { [1 granite 1.1 scale 2] [0.5 wrinkles 0.7 scale <4, 0.7, 4>] } }
    finish { ambient 0 diffuse 0.75 specular 0.08 roughness 0.08 }
  }
  // grass and lichen on the flat top, wet black and weed at the waterline
  texture {
    pigment {
      function { min(1, max(0, (y - 6.2) / 3.4 + 0.9 * (f_noise3d(x * 0.3, y * 0.6, z * 0.3) - 0.5))) }
      color_map { [0.3 rgbt <0, 0, 0, 1>] [0.55 rgbt <0.085, 0.115, 0.035, 0.35>] [0.8 rgbt <0.12, 0.145, 0.045, 0.08>] [1 rgbt <0.17, 0.17, 0.06, 0.05>] }
    }
    finish { Dull }
  }
  texture {
    pigment { function { y + 1.3 * f_noise3d(x * 0.7, 1, z * 0.7) } color_map { [0 rgbt <0.012, 0.012, 0.01, 0.12>] [0.45 rgbt <0.02, 0.02, 0.015, 0.35>] [0.75 rgbt <0.5, 0.4, 0.1, 0.75>] [1 rgbt <0.1, 0.1, 0.1, 1>] } scale 2.6 }
    finish { ambient 0 diffuse 0.6 specular 0.3 roughness 0.02 }
  }
}
object { Lighthouse translate y * 8.6 }

// Keeper's house, boathouse, flagstaff, path.
#macro NordicHouse(Wide, Deep, Tall, Colour)
  union {
    difference {
      box { <-Wide / 2, -1, 0>, <Wide / 2, Tall, Deep> }
      #for (I, 0, floor(Wide / 2.4) - 1) box { <-Wide / 2 + 0.8 + I * 2.4, 0.9, -1>, <-Wide / 2 + 1.7 + I * 2.4, 2.3, 0.15> } #end
      texture { pigment { color Colour } normal { function { y / 0.16 - floor(y / 0.16) } 0.5 } finish { Matt } }
    }
    #for (I, 0, floor(Wide / 2.4) - 1)
      box { <-Wide / 2 + 0.8 + I * 2.4, 0.9, 0.1>, <-Wide / 2 + 1.7 + I * 2.4, 2.3, 0.2> #if (IsDark & mod(I, 2) = 0) LitWindow(0.8) #else texture { WindowGlass } #end }
      union {
        difference { box { <-0.6, -0.12, -0.06>, <0.6, 1.5, 0.05> } box { <-0.45, 0, -1>, <0.45, 1.4, 1> } } box { <-0.03, 0, 0>, <0.03, 1.4, 0.08> } box { <-0.45, 0.7, 0>, <0.45, 0.75, 0.08> }
        translate <-Wide / 2 + 1.25 + I * 2.4, 0.9, 0> texture { pigment { color White } finish { Matt } }
      }
    #end
    object { Gable(-Wide / 2, Wide / 2, 0, Deep, Tall, Tall + Deep * 0.42) texture { pigment { color Colour } normal { function { x / 0.2 - floor(x / 0.2) } 0.4 } finish { Matt } } }
    #for (S, 0, 1) box { <-Wide / 2 - 0.4, 0, 0>, <Wide / 2 + 0.4, 0.14, vlength(<Deep / 2 + 0.5, Deep * 0.42>) + 0.25> rotate x * -degrees(atan2(Deep * 0.42, Deep / 2)) translate <0, Tall - 0.3, -0.4> #if (S) translate z * -Deep / 2 rotate y * 180 translate z * Deep / 2 #end texture { Slate } } #end
    box { <-0.4, Tall + Deep * 0.2, Deep / 2 - 0.4>, <0.4, Tall + Deep * 0.42 + 1, Deep / 2 + 0.4> Masonry(0.26, 0.09, 0.01, srgb <0.45, 0.2, 0.15>, srgb <0.52, 0.25, 0.18>, srgb <0.6, 0.3, 0.2>, srgb <0.6, 0.56, 0.5>, 0.2, 0.4) }
  }
#end
object { NordicHouse(11, 6.5, 3.2, srgb <0.90, 0.89, 0.85>) translate <-15.5, 8.4, 0> }
object { NordicHouse(5, 4, 2.4, srgb <0.56, 0.15, 0.11>) rotate y * 20 translate <-27, 5.6, -4> }
cylinder { <9, 7, -3>, <9, 18, -3>, 0.09 texture { pigment { color White } finish { Matt } } }
#for (I, 0, 12) cylinder { <-9 + I * 1.4, 8.2 - I * 0.1, -6.4>, <-9 + I * 1.4, 9.5 - I * 0.1, -6.4>, 0.05 texture { pigment { color White } finish { Matt } } } #end
// Sea with foam about the rock.
plane { y, 0
  interior { WaterInterior }
  Water(srgb <0.06, 0.16, 0.20>, 0.30, 1.8)
  texture {
    pigment {
      function { max(0, 1 - abs(IslandHeight(x, z) + 1.0) / (1.0 + 1.5 * f_noise3d(x * 0.12, 2, z * 0.12))) * (0.25 + 1.0 * f_noise3d(x * 0.9, 5, z * 0.9)) * (0.4 + 1.0 * f_noise3d(x * 0.2, 5, z * 0.2)) + 0.42 * pow(f_noise3d(x * 0.30, 1, z * 0.55), 3) * f_noise3d(x * 1.7, 1, z * 2.5) * 2 }
      color_map { [0.28 rgbt 1] [0.42 rgbt <0.75, 0.78, 0.78, 0.55>] [0.8 rgbt <0.85, 0.87, 0.87, 0.1>] }
    }
    finish { Dull }
  }
}
// Skerries and mountains.
#for (I, 0, 8) sphere { 0, 1 scale <9 + 3 * mod(I, 3), 2.2 + mod(I, 2), 6> rotate y * I * 40 translate <-150 + mod(I * 67, 300), -0.8, 70 + mod(I * 41, 160)> Rock(srgb <0.34, 0.32, 0.30>, srgb <0.55, 0.51, 0.48>, 5) } #end
#declare Mountains = height_field {
  function 700, 160 {
    pow(max(0, sin(pi * y)), 0.9) * (0.10 + 0.42 * Ridge(x * 7, 1, y * 2) + 0.26 * Ridge(x * 17, 4, y * 5) + 0.13 * Ridge(x * 41, 2, y * 12) + 0.07 * Ridge(x * 90, 6, y * 26) + 0.03 * Ridge(x * 190, 6, y * 52))
  }
  smooth translate <-0.5, 0, 0> scale <6000, 620, 1100>
  texture {
    pigment { slope { y } color_map { [0.55 color srgb <0.27, 0.28, 0.30>] [0.78 color srgb <0.33, 0.35, 0.31>] [0.92 color srgb <0.33, 0.38, 0.26>] [1 color srgb <0.38, 0.42, 0.28>] } }
    finish { Dull }
  }
  texture {
    pigment { slope { <0, 0.55, 0>, 0.35, 1 altitude <0, 0.45, 0>, 250, 640 } color_map { [0.64 rgbt 1] [0.72 rgbt <0.72, 0.76, 0.82, 0.25>] [1 rgbt <0.80, 0.83, 0.87, 0>] } }
    finish { Dull }
  }
}
object { Mountains translate <300, -20, 1700> }
object { Mountains scale <1, 0.8, 1> rotate y * 95 translate <1800, -20, 0> }
object { Mountains scale <1, 0.65, 1> rotate y * -85 translate <-2300, -20, 300> }
#if (IsDark)
  light_source { <0, 39.8, 0> rgb <1, 0.92, 0.7> * 1.5 fade_distance 6 fade_power 2 shadowless }
  light_source { <-12, 9.6, -8> rgb <1, 0.75, 0.45> * 1.2 fade_distance 8 fade_power 2 }
  light_source { <12, 9.6, -12> rgb <1, 0.80, 0.5> * 1.1 fade_distance 13 fade_power 2 }
#end
#local R = seed(ShotSeed);
#if (!IsDark)
  #for (I, 1, 9)
    union {
      #for (S, -1, 1, 2) sphere_sweep { cubic_spline 5, <0, 0, 0>, 0.05 <0, 0, 0>, 0.07 <S * 0.35, 0.12, 0>, 0.05 <S * 0.75, 0.02, 0.08>, 0.02 <S, 0, 0.1>, 0.01 } #end
      sphere { 0, 0.1 scale <1, 1, 3> }
      texture { pigment { color srgb <0.85, 0.85, 0.85> } finish { Matt } }
      rotate <0, 360 * rand(R), (rand(R) - 0.5) * 40> translate <(rand(R) - 0.5) * 50, 18 + 26 * rand(R), (rand(R) - 0.5) * 50>
    }
  #end
#end
object { Person(ShotSeed + 4) rotate y * 40 translate <-8, 8.4, -5> }
object { Person(ShotSeed + 5) rotate y * 200 translate <-9, 8.4, -5.4> }
#if (HasExtra("grass"))
  object { GrassPatch(3, 3, 2600, 0.5, srgb <0.35, 0.40, 0.16>, srgb <0.66, 0.62, 0.36>) translate ShotFrom + vrotate(<0, -1.1, 2.6>, y * degrees(atan2(ShotAt.x - ShotFrom.x, ShotAt.z - ShotFrom.z))) }
#end

#declare ShotHaze = ShotHaze * 0.4; // clear northern air, so that the mountains stand out
PlaceAtmosphere()
