// Temple of Veloria: a round temple of white marble with twenty columns, a turquoise ribbed dome and a golden lantern,
// on a stepped terrace above the sea, reached by a cypress alley.
#version 3.7;
#include "common/all.pov"

#declare Marble = texture {
  pigment {
    granite
    warp { turbulence 0.5 }
    color_map { [0 color srgb <0.74, 0.72, 0.68>] [0.3 color srgb <0.86, 0.84, 0.80>] [0.7 color srgb <0.91, 0.89, 0.85>] [1 color srgb <0.80, 0.75, 0.68>] }
    scale 2.5
  }
  normal { granite 0.06 scale 2 }
  finish { ambient 0 diffuse 0.82 specular 0.12 roughness 0.06 }
}
#macro MarbleBlocks() Masonry(1.5, 0.6, 0.012, srgb <0.80, 0.77, 0.71>, srgb <0.88, 0.86, 0.81>, srgb <0.91, 0.89, 0.85>, srgb <0.60, 0.56, 0.50>, 0.2, 0.45) #end
#declare Turquoise = texture {
  pigment {
    function { 0.5 * (0.5 + 0.5 * sin(floor(atan2(x, z) * 40 / pi) * 12.9898 + floor(y / 0.42) * 78.233)) + 0.5 * f_noise3d(x * 0.5, y * 0.5, z * 0.5) }
    color_map { [0 color srgb <0.13, 0.42, 0.46>] [0.6 color srgb <0.20, 0.56, 0.58>] [1 color srgb <0.36, 0.68, 0.66>] }
  }
  normal { function { y / 0.42 - floor(y / 0.42) } 0.35 }
  finish { ambient 0 diffuse 0.7 specular 0.35 roughness 0.03 reflection { 0.02, 0.12 } }
}
#declare Inside = texture { pigment { color srgb <0.62, 0.42, 0.30> } finish { Dull } }

// A ring of masonry with a moulded profile between two heights.
#macro Ring(Outer, Inner, Bottom, Top)
  difference { cylinder { y * Bottom, y * Top, Outer } cylinder { y * (Bottom - 1), y * (Top + 1), Inner } }
#end
#macro Moulding(Radius, Bottom, Tall)
  lathe {
    linear_spline 8, <0.01, Bottom>, <Radius, Bottom>, <Radius + Tall * 0.25, Bottom + Tall * 0.2>, <Radius + Tall * 0.25, Bottom + Tall * 0.4>,
    <Radius + Tall * 0.7, Bottom + Tall * 0.62>, <Radius + Tall * 0.9, Bottom + Tall * 0.66>, <Radius + Tall * 0.9, Bottom + Tall>, <0.01, Bottom + Tall>
  }
#end

#declare Pillar = object { Column(0.72, 10.5) texture { Marble normal { function { abs(sin(atan2(x, z) * 10)) } 0.35 } } }

#declare Temple = union {
  // stepped terrace and stairs
  #for (I, 0, 7) cylinder { y * I * 0.4, y * (I + 1) * 0.4, 21.5 - I * 0.55 MarbleBlocks() } #end
  // cella with doors and niches
  difference {
    cylinder { y * 3.2, y * 14.2, 10.2 }
    cylinder { y * 3.1, y * 15, 9.4 }
    #for (I, 0, 3) object { RoundArch(2.8, 5.2, 3) translate <0, 3.2, -10> rotate y * 90 * I } #end
    #for (I, 0, 3) object { RoundArch(1.9, 3.6, 0.45) translate <0, 5, -10.2> rotate y * (90 * I + 45) } #end
    MarbleBlocks()
  }
  cylinder { y * 3.2, y * 13, 8.9 #if (IsDark) LitWindow(0.5) #else texture { Inside } #end }
  #for (I, 0, 7)
    object { RoundFrame((mod(I, 2) ? 1.9 : 2.8), (mod(I, 2) ? 3.6 : 5.2), 0.35, 0.35) translate <0, (mod(I, 2) ? 5 : 3.2), -10.05> rotate y * 45 * I texture { Marble } }
  #end
  #for (I, 0, 19) object { Pillar translate <14.6, 3.2, 0> rotate y * (18 * I + 9) } #end
  // entablature with dentils, balustrade
  object { Ring(15.4, 9.8, 13.7, 15.3) texture { Marble } }
  object { Moulding(15.2, 15.2, 1.0) texture { Marble } }
  #for (I, 0, 119) box { <15.25, 14.75, -0.2>, <15.85, 15.2, 0.2> rotate y * 3 * I texture { Marble } } #end
  #for (I, 0, 39)
    object { Balustrade(2.36, 0.55) translate <-1.18, 16.2, -15.2> rotate y * 9 * I texture { Marble } }
    #if (mod(I, 2) = 0) box { <-0.3, 16.2, -15.5>, <0.3, 17.5, -14.9> rotate y * (9 * I + 4.5) texture { Marble } } #end
  #end
  // drum with round-headed windows between pilasters
  difference {
    cylinder { y * 16, y * 23, 10.6 }
    #for (I, 0, 15) object { RoundArch(1.5, 2.6, 1.6) translate <0, 17.6, -10.6> rotate y * 22.5 * I } #end
    MarbleBlocks()
  }
  cylinder { y * 16, y * 22.5, 9.9 #if (IsDark) LitWindow(0.7) #else texture { WindowGlass } #end }
  #for (I, 0, 15)
    object { RoundFrame(1.5, 2.6, 0.25, 0.25) translate <0, 17.6, -10.5> rotate y * 22.5 * I texture { Marble } }
    union { cylinder { <0, 16.2, -10.7>, <0, 22.4, -10.7>, 0.32 } box { <-0.45, 22, -11.2>, <0.45, 22.6, -10.3> } box { <-0.45, 16, -11.2>, <0.45, 16.6, -10.3> } rotate y * (22.5 * I + 11.25) texture { Marble } }
  #end
  object { Moulding(10.7, 22.5, 1.1) texture { Marble } }
  #for (I, 0, 15)
    union { sphere { 0, 0.42 translate y * 1.35 } cone { 0, 0.42, y * 1.1, 0.2 } sphere { y * 1.85, 0.16 } translate <0, 23.6, -11.1> rotate y * (22.5 * I + 11.25) texture { Marble } }
  #end
  // dome: a little more than half a ball, ribs, round dormers, lantern
  intersection { sphere { 0, 10.2 scale <1, 1.08, 1> } plane { -y, 0 } translate y * 23.4 texture { Turquoise translate y * -23.4 } }
  #for (I, 0, 15)
    intersection { torus { 10.2, 0.22 rotate x * 90 scale <1, 1.08, 1> } plane { -y, 0 } plane { -x, 0 } translate y * 23.4 rotate y * (22.5 * I) texture { Gold } }
  #end
  #for (I, 0, 7)
    union {
      difference { cylinder { <0, 0, -1.2>, <0, 0, 1.5>, 0.95 } cylinder { <0, 0, -2>, <0, 0, 0>, 0.65 } texture { Marble } }
      cylinder { <0, 0, -0.6>, <0, 0, -0.5>, 0.66 #if (IsDark) LitWindow(0.8) #else texture { WindowGlass } #end }
      rotate x * 22 translate <0, 27.4, -8.45> rotate y * (45 * I + 11.25)
    }
  #end
  object { Moulding(2.6, 33.9, 0.7) texture { Marble } }
  #for (I, 0, 7) cylinder { <2.1, 34.5, 0>, <2.1, 38, 0>, 0.24 rotate y * 45 * I texture { Marble } } #end
  cylinder { y * 34.5, y * 38, 1.5 #if (IsDark) LitWindow(1.0) #else texture { WindowGlass } #end }
  object { Moulding(2.3, 37.9, 0.6) texture { Marble } }
  intersection { sphere { 0, 2.3 scale <1, 1.15, 1> } plane { -y, 0 } translate y * 38.5 texture { Gold } }
  sphere { y * 41.7, 0.5 texture { Gold } }
  cylinder { y * 41, y * 44.5, 0.08 texture { Gold } }
  torus { 0.55, 0.09 rotate x * 90 translate y * 44.3 texture { Gold } }
  // portico toward -z: six columns and a pediment
  #for (I, -1, 1, 2)
    object { Pillar translate <I * 2.4, 3.2, -19.2> }
    object { Pillar translate <I * 5.6, 3.2, -19.2> }
    object { Pillar translate <I * 5.6, 3.2, -16.4> }
  #end
  box { <-6.9, 0, -20.4>, <6.9, 3.2, -12> MarbleBlocks() }
  #for (I, 0, 7) box { <-6.9, 0, -24.4 + I * 0.5>, <6.9, 0.4 * (I + 1), -20> texture { Marble } } #end
  #for (S, -1, 1, 2) box { <S * 7.9, 0, -24.6>, <S * 6.7, 3.4, -19> MarbleBlocks() } union { cylinder { 0, y * 0.4, 0.5 } lathe { cubic_spline 6, <0.2, 0>, <0.25, 0.4>, <0.55, 1.2>, <0.3, 1.7>, <0.45, 1.95>, <0.4, 2.2> } LeafCloud(4, 1, 0.6, 1.7, 4, 500, 0.12, srgb <0.24, 0.34, 0.14>, srgb <0.40, 0.48, 0.2>) translate <S * 7.3, 3.4, -23.6> texture { Marble } } #end
  box { <-6.7, 13.7, -20.2>, <6.7, 15.3, -12> texture { Marble } }
  difference {
    object { Gable(-20.5, -12, -7.3, 7.3, 15.3, 19.4) rotate y * 90 scale <1, 1, -1> }
    object { Gable(-30, -20, -5.6, 5.6, 15.8, 19) rotate y * 90 scale <1, 1, -1> }
    texture { Marble }
  }
  cylinder { <0, 17.1, -20.05>, <0, 17.1, -19.8>, 0.85 texture { Gold } }
  #for (S, -1, 1, 2) #for (I, 1, 3) blob { threshold 0.4 cylinder { <0, 0, 0>, <0, 0.9 - I * 0.2, 0>, 0.5, 1 } sphere { <0, 1.25 - I * 0.25, 0>, 0.32, 1 } translate <S * (0.4 + I * 1.25), 15.95, -20> texture { Marble } } #end #end
}
object { Temple }
#if (IsDark)
  #for (I, 0, 7) light_source { <0, 3.8, -12.6> rgb <1.0, 0.74, 0.44> * 1.3 fade_distance 4 fade_power 2 rotate y * 45 * I } #end
  #for (I, 0, 3) light_source { <0, 17.5, -13.6> rgb <0.9, 0.85, 0.7> * 1.1 fade_distance 7 fade_power 2 rotate y * 90 * I } #end
  #for (I, 0, 2) light_source { <-14 + I * 14, 1.5, -36> rgb <1.0, 0.76, 0.5> * 0.9 fade_distance 12 fade_power 2 shadowless } #end
#end

// Terrace garden: gravel paths, lawn with box hedges, a cypress alley toward -z, stone pines.
union {
  box { <-70, -30, -130>, <70, 0, 60> texture { MeadowGround } }
  cylinder { -y, y * 0.04, 30 texture { Gravel } }
  box { <-5.5, -1, -130>, <5.5, 0.05, -20> texture { Gravel } }
  box { <-70, -1, -3.5>, <70, 0.045, 3.5> texture { Gravel } }
}
#declare DarkCypress = object { Cypress(3, 13, 9000) }
#for (I, 0, 8)
  #for (S, -1, 1, 2) object { DarkCypress rotate y * I * 50 scale <1, 0.85 + 0.07 * mod(I * 3 + S + 1, 4), 1> translate <S * 8.5, 0, -34 - I * 10.5> } #end
#end
#declare BoxHedge = object { Bush(8, 1.1, srgb <0.16, 0.25, 0.10>, srgb <0.30, 0.40, 0.16>, 900) }
#for (I, 0, 35)
  #if (mod(I, 9) > 1) object { BoxHedge rotate y * I * 70 translate vrotate(<29.3, 0.3, 0>, y * (I * 10 + 4)) } #end
#end
#declare Flowers = object { Bush(4, 0.8, srgb <0.80, 0.26, 0.40>, srgb <0.92, 0.62, 0.68>, 500) }
#for (I, 0, 19) object { Flowers rotate y * I * 50 translate <(mod(I, 2) * 2 - 1) * 6.4, 0.1, -33 - floor(I / 2) * 9> } #end
#declare Pine = object { BroadTree(12, 12, srgb <0.17, 0.25, 0.12>, srgb <0.32, 0.40, 0.18>, 8000) scale <1.25, 0.9, 1.25> }
#for (I, 0, 13)
  object { Pine rotate y * I * 77 scale 0.8 + 0.08 * mod(I * 5, 4) translate <(mod(I, 2) * 2 - 1) * (34 + mod(I * 13, 17)), 0, -104 + I * 11> }
#end
// Sea and headlands behind.
plane { y, -30 interior { WaterInterior } Water(srgb <0.03, 0.16, 0.24>, 0.22, 2) }
#macro Headland(Across, Tall, At)
  sphere { 0, 1 scale <Across, Tall, Across * 0.5> translate At
    texture { pigment { granite color_map { [0 color srgb <0.28, 0.30, 0.20>] [0.5 color srgb <0.40, 0.40, 0.27>] [1 color srgb <0.62, 0.57, 0.46>] } scale 40 } normal { granite 1.2 scale 30 } finish { Dull } } }
#end
Headland(500, 190, <-900, -40, 1400>) Headland(380, 120, <-420, -40, 1700>) Headland(420, 150, <1000, -40, 1500>) Headland(600, 240, <-900, -60, -900>) Headland(700, 260, <800, -60, -1100>)
Headland(400, 180, <-1300, -40, 300>) Headland(400, 150, <1300, -40, 200>)
Crowd(ShotSeed, 9, <0, 0.05, -30>, 6)
Crowd(ShotSeed + 9, 6, <0, 3.2, -16.5>, 3)
#if (HasExtra("branch"))
  object { Pine scale 0.8 translate ShotFrom + vrotate(<-4.5, -7.2, 7>, y * degrees(atan2(ShotAt.x - ShotFrom.x, ShotAt.z - ShotFrom.z))) }
#end
#if (HasExtra("lamp"))
  object { StreetLamp(3.6) translate <ShotFrom.x, 0, ShotFrom.z> + vrotate(<1.0, 0, 4.5>, y * degrees(atan2(ShotAt.x - ShotFrom.x, ShotAt.z - ShotFrom.z))) }
#end

PlaceAtmosphere()
