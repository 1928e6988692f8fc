// Open country without any building: ShotExtra "flowers" (default meadow), "path" (a track between trees), "beach" (dunes, a ball, a parasol).
#version 3.7;
#include "common/all.pov"

#if (!HasExtra("beach")) #declare HasFill = true; #end
#declare R = seed(12);
#declare Oak = object { BroadTree(41, 12, srgb <0.22, 0.32, 0.11>, srgb <0.42, 0.50, 0.19>, 9000) }
#declare Birch = object { BroadTree(43, 9, srgb <0.32, 0.42, 0.14>, srgb <0.54, 0.60, 0.24>, 7000) }
#declare Tufts = object { GrassPatch(6, 3, 5200, 0.42, srgb <0.22, 0.34, 0.10>, srgb <0.56, 0.60, 0.28>) }
#declare PlainPole = texture { pigment { color srgb <0.9, 0.89, 0.86> } finish { Matt } }
#if (HasExtra("beach"))
  #declare SandHeight = function(x, z) { 0.35 * f_noise3d(x * 0.2, 1, z * 0.2) + 0.06 * f_noise3d(x * 1.3, 3, z * 1.3) + 0.025 * f_noise3d(x * 5, 3, z * 5) - 0.055 * z + 0.4 }
  height_field {
    function 500, 500 { max(0, SandHeight((x - 0.5) * 60, (0.5 - y) * 60) + 4) / 10 } smooth translate <-0.5, 0, -0.5> scale <60, 10, 60> translate y * -4
    texture { pigment { granite color_map { [0 color srgb <0.72, 0.62, 0.46>] [1 color srgb <0.90, 0.82, 0.66>] } scale 1.5 } normal { granite 0.3 scale 0.08 } finish { Dull } }
  }
  plane { y, -0.25 interior { WaterInterior } Water(srgb <0.05, 0.22, 0.26>, 0.25, 1.0)
    texture { pigment { function { pow(0.5 + 0.5 * sin(z * 1.1 + 3 * f_noise3d(x * 0.12, 2, z * 0.2)), 6) * (0.3 + f_noise3d(x * 1.1, 3, z * 2)) * max(0, 1 - (z - 12) / 24) } color_map { [0.2 rgbt 1] [0.45 rgbt <0.85, 0.88, 0.88, 0.1>] } } finish { Dull } } }
  sphere { 0, 0.22 texture { pigment { radial color_map { [0.33 color srgb <0.85, 0.20, 0.18>] [0.33 color srgb <0.94, 0.92, 0.86>] [0.66 color srgb <0.94, 0.92, 0.86>] [0.66 color srgb <0.20, 0.42, 0.66>] } frequency 2 } finish { Polished } rotate <30, 20, 40> } translate <1.2, SandHeight(1.2, -4) + 0.21, -4> }
  union {
    cylinder { 0, y * 2.3, 0.025 texture { PlainPole } }
    difference { cone { y * 1.75, 1.35, y * 2.3, 0.02 } cone { y * 1.73, 1.35, y * 2.28, 0.02 } texture { pigment { radial color_map { [0.5 color srgb <0.86, 0.30, 0.22>] [0.5 color srgb <0.94, 0.92, 0.86>] } frequency 6 } finish { ambient 0 diffuse 0.6, 0.3 } } }
    rotate z * 10 translate <-1.5, SandHeight(-1.5, -2), -2>
  }
  box { <-1, 0, -0.4>, <1, 0.03, 0.4> texture { pigment { gradient x color_map { [0.5 color srgb <0.2, 0.44, 0.6>] [0.5 color srgb <0.92, 0.9, 0.84>] } scale 0.3 } finish { Dull } } rotate y * 30 translate <-1.0, SandHeight(-1, -3.2) + 0.1, -3.2> }
#else
  #declare LandHeight = function(x, z) { 3 * f_noise3d(x * 0.02, 1, z * 0.02) + 0.3 * f_noise3d(x * 0.15, 3, z * 0.15) - 1.6 + 0.02 * max(0, z) }
  height_field {
    function 400, 400 { max(0, LandHeight((x - 0.5) * 240, (0.5 - y) * 240) + 10) / 30 } smooth translate <-0.5, 0, -0.5> scale <240, 30, 240> translate y * -10
    texture { MeadowGround }
    #if (HasExtra("path")) texture { pigment { function { (abs(x + 1.4 * sin(z * 0.11)) + 0.7 * f_noise3d(x, 1, z)) / 3 } color_map { [1.0 / 3 color srgb <0.62, 0.53, 0.40>] [1.9 / 3 rgbt <0.4, 0.33, 0.2, 1>] } } normal { granite 0.4 scale 0.3 } finish { Dull } } #end
  }
  #for (I, 1, 220)
    #local X = ShotFrom.x + (rand(R) - 0.5) * 34; #local Z = ShotFrom.z + 1.5 + 26 * rand(R);
    #if (!HasExtra("path") | abs(X + 1.4 * sin(Z * 0.11)) > 3) object { Tufts rotate y * 360 * rand(R) scale <1, 0.7 + 0.5 * rand(R), 1> translate <X, LandHeight(X, Z) - 0.03, Z> } #end
  #end
  #macro Flower(Colour)
    union {
      cylinder { 0, y * 0.45, 0.006 texture { pigment { color srgb <0.3, 0.44, 0.16> } finish { Dull } } }
      #for (K, 0, 6) sphere { 0, 1 scale <0.04, 0.008, 0.022> translate x * 0.038 rotate z * 20 rotate y * 51.4 * K translate y * 0.45 texture { pigment { color Colour } finish { ambient 0 diffuse 0.6, 0.3 } } } #end
      sphere { y * 0.455, 0.018 texture { pigment { color srgb <0.9, 0.7, 0.14> } finish { Dull } } }
    }
  #end
  #declare Petals = array[4] { srgb <0.94, 0.92, 0.90>, srgb <0.84, 0.14, 0.12>, srgb <0.36, 0.36, 0.78>, srgb <0.94, 0.80, 0.20> }
  #declare Flowers = array[4];
  #for (I, 0, 3) #declare Flowers[I] = Flower(Petals[I]) #end
  #for (I, 1, 700)
    #local Z = 1.2 + 16 * pow(rand(R), 1.6); #local X = ShotFrom.x + (rand(R) - 0.5) * (1.5 + Z * 1.5); #local Z = ShotFrom.z + Z;
    #if (!HasExtra("path") | abs(X + 1.4 * sin(Z * 0.11)) > 3) object { Flowers[int(rand(R) * 3.99)] rotate <20 * (rand(R) - 0.5), 360 * rand(R), 20 * (rand(R) - 0.5)> scale 0.8 + 0.6 * rand(R) translate <X, LandHeight(X, Z), Z> } #end
  #end
  #for (I, 1, 60)
    #local X = (rand(R) - 0.5) * 200; #local Z = 30 + 85 * rand(R);
    #if (HasExtra("path") | Z > 70 | abs(X) > 45) object { #if (rand(R) < 0.6) Oak #else Birch #end rotate y * 360 * rand(R) scale 0.7 + 0.5 * rand(R) translate <X + 7 * (HasExtra("path") & abs(X) < 7), LandHeight(X, Z) - 0.3, Z> } #end
  #end
  #if (HasExtra("path"))
    #for (I, 0, 11) #for (S, -1, 1, 2) object { Birch rotate y * (I * 70 + S * 33) scale 0.9 + 0.08 * mod(I * 3, 4) translate <S * (5.2 + mod(I * 7, 3)) - 1.4 * sin((I * 7 - 8) * 0.11), LandHeight(S * 6, I * 7 - 8) - 0.2, I * 7 - 8> } #end #end
  #end
  #for (I, -2, 2) sphere { 0, 1 scale <220, 34 + 12 * mod(I + 4, 3), 90> translate <I * 160, -8, 330 + 50 * mod(I + 2, 2)> texture { pigment { granite color_map { [0 color srgb <0.20, 0.27, 0.14>] [1 color srgb <0.44, 0.48, 0.26>] } scale 24 } normal { granite 1 scale 8 } finish { Dull } } } #end
#end
PlaceAtmosphere()
