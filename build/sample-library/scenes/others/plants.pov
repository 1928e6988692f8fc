// House plants on a windowsill: a monstera-like plant, a cactus, herbs. Units are centimetres.
#version 3.7;
#include "common/all.pov"
#include "common/studio.pov"

box { <-120, -5, -16>, <120, 0, 30> texture { pigment { color srgb <0.90, 0.89, 0.86> } finish { Polished } } }
plane { -z, -46 WallPaint(srgb <0.72, 0.76, 0.80>) }
box { <-120, -80, -14>, <120, -5, 40> Plaster(srgb <0.84, 0.82, 0.78>, 0) }
#macro Pot(R, H, Colour)
  union {
    difference { union { cone { 0, R * 0.72, y * H, R } cylinder { y * H * 0.8, y * H, R * 1.08 } } cylinder { y * H * 0.9, y * H * 2, R * 0.92 }
      texture { pigment { granite color_map { [0 color Colour * 0.8] [1 color Colour] } scale 6 } finish { Matt } } }
    cylinder { 0, y * 1.2, R * 1.15 texture { pigment { color Colour * 0.8 } finish { Matt } } }
    cylinder { y * H * 0.8, y * H * 0.92, R * 0.93 texture { pigment { granite color_map { [0 color srgb <0.10, 0.07, 0.05>] [1 color srgb <0.26, 0.19, 0.14>] } } normal { granite 1 } finish { Dull } } }
  }
#end
#declare Leaf = mesh {
  #for (I, 0, 11)
    #for (S, -1, 1, 2)
      #local A = I / 12; #local B = (I + 1) / 12;
      #local WA = sin(pi * pow(A, 0.7)) * 0.42; #local WB = sin(pi * pow(B, 0.7)) * 0.42;
      smooth_triangle { <0, -A * A * 0.35, A>, <0, 1, 0.3>, <0, -B * B * 0.35, B>, <0, 1, 0.5>, <S * WB, -B * B * 0.35 + WB * 0.25, B>, <-S * 0.4, 1, 0.5> }
      smooth_triangle { <0, -A * A * 0.35, A>, <0, 1, 0.3>, <S * WB, -B * B * 0.35 + WB * 0.25, B>, <-S * 0.4, 1, 0.5>, <S * WA, -A * A * 0.35 + WA * 0.25, A>, <-S * 0.4, 1, 0.3> }
    #end
  #end
}
#macro LeafPaint(Colour)
  texture { pigment { function { abs(abs(x) * 2.4 - z * 7 + 40 - floor(abs(x) * 2.4 - z * 7 + 40) - 0.5) * 2 } color_map { [0 color Colour * 1.35] [0.12 color Colour] [1 color Colour * 0.85] } } finish { ambient 0 diffuse 0.6, 0.3 specular 0.35 roughness 0.02 } }
#end
#declare R = seed(9);
#macro Leafy(Count, Long, Rise, Colour)
  union {
    #for (I, 1, Count)
      #local Turn = I * 137.5; #local Up = Rise * (0.35 + 0.65 * I / Count); #local Out = Long * (0.75 - 0.45 * I / Count);
      #local At = vrotate(<0, Up, Out>, y * Turn);
      cylinder { y * Up * 0.2, At, 0.35 texture { pigment { color Colour * 1.2 } finish { Dull } } }
      object { Leaf LeafPaint(Colour * (0.85 + 0.4 * rand(R))) scale Long * (0.8 + 0.4 * rand(R)) rotate x * (10 + 40 * rand(R) - 30 * I / Count) rotate y * Turn translate At }
    #end
  }
#end
union { Pot(13, 22, srgb <0.74, 0.40, 0.26>) object { Leafy(19, 19, 34, srgb <0.14, 0.34, 0.14>) translate y * 18 } translate <-26, 0, 8> }
union {
  Pot(8, 13, srgb <0.84, 0.82, 0.76>)
  sphere { 0, 1 scale <6.4, 9, 6.4> translate y * 19 texture { pigment { radial color_map { [0 color srgb <0.40, 0.54, 0.34>] [0.5 color srgb <0.20, 0.36, 0.20>] [1 color srgb <0.40, 0.54, 0.34>] } frequency 16 } normal { function { abs(sin(atan2(x, z) * 8)) } 0.8 } finish { Matt } } }
  #for (I, 0, 15) #for (K, 1, 6) #local P = <6.5 * sin(K * pi / 7) * cos(I * pi / 8), 19 + 9.1 * cos(K * pi / 7), 6.5 * sin(K * pi / 7) * sin(I * pi / 8)>; #for (Q, 0, 3) cylinder { P, P + vnormalize(P - y * 19) * 1.2 + <rand(R) - 0.5, rand(R) - 0.5, rand(R) - 0.5>, 0.06 texture { pigment { color srgb <0.92, 0.88, 0.7> } finish { Dull } } } #end #end #end
  #for (K, 0, 9) sphere { 0, 1 scale <2, 0.4, 0.9> translate x * 1.6 rotate z * 30 rotate y * 36 * K translate y * 28 texture { pigment { color srgb <0.90, 0.36, 0.52> } finish { Dull } } } #end
  translate <8, 0, 2>
}
union { Pot(9, 14, srgb <0.30, 0.44, 0.48>) LeafCloud(14, 20, 11, 11, 8, 1500, 2.6, srgb <0.24, 0.44, 0.14>, srgb <0.46, 0.62, 0.24>) translate <34, 0, 8> }
#if (HasExtra("can"))
  union {
    cylinder { 0, y * 16, 9 } cylinder { <7, 4, 0>, <24, 18, 0>, 1.2 } cone { <23, 17, 0>, 1.3, <27, 20, 0>, 3.4 }
    torus { 7, 0.8 rotate x * 90 translate <-8, 9, 0> } texture { pigment { color srgb <0.78, 0.62, 0.24> } finish { ambient 0 diffuse 0.5 specular 0.7 roughness 0.02 reflection { 0.12 } } }
    rotate y * 20 translate <62, 0, 0>
  }
#end
PlaceStudio(<-110, 80, -90>, 60, <0, 18, 0>, 1.0)
