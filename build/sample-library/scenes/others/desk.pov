// A desk by the window: books, mugs, a notebook with pencils, a desk lamp, glasses.
#version 3.7;
#include "common/all.pov"
#include "common/studio.pov"

box { <-100, -4, -50>, <100, 0, 45> Wood(srgb <0.62, 0.46, 0.30>, srgb <0.74, 0.58, 0.40>, 3) }
plane { -z, -46 WallPaint(srgb <0.80, 0.76, 0.68>) }
plane { y, -75 Wood(srgb <0.42, 0.30, 0.22>, srgb <0.5, 0.36, 0.26>, 6) }
#declare Covers = array[8] { srgb <0.52, 0.12, 0.12>, srgb <0.12, 0.26, 0.42>, srgb <0.80, 0.62, 0.20>, srgb <0.16, 0.36, 0.26>, srgb <0.82, 0.78, 0.68>, srgb <0.36, 0.18, 0.36>, srgb <0.82, 0.42, 0.24>, srgb <0.20, 0.20, 0.22> }
// a stack
#declare Y = 0;
#for (I, 0, 5)
  #declare Thick = 2.2 + 1.3 * mod(I * 3, 4) / 2;
  object { Book(24 - I * 0.9, 17 - I * 0.5, Thick, Covers[I]) translate <-12, 0, -8> rotate y * (mod(I * 7, 5) * 5 - 10) translate <-26, Y, 8> }
  #declare Y = Y + Thick;
#end
// a row that stands between bookends
#declare X = 8;
#for (I, 0, 9)
  #declare Thick = 2 + 1.6 * mod(I * 5, 4) / 3;
  object { Book(20 + 3 * mod(I * 3, 4), 15, Thick, Covers[mod(I * 3 + 2, 8)] * (0.8 + 0.05 * I)) rotate z * 90 rotate x * 0 translate <X + Thick, 0, 14> }
  #declare X = X + Thick + 0.06;
#end
box { <X, 0, 14>, <X + 1, 14, 30> texture { Iron } } box { <7, 0, 14>, <8, 14, 30> texture { Iron } }
union { Mug(srgb <0.85, 0.36, 0.22>, 0) rotate y * -30 translate <10, 0, -10> }
union { Mug(srgb <0.92, 0.91, 0.86>, 0) rotate y * 40 translate <-4, 0, -2> }
#if (HasExtra("mugs"))
  union { Mug(srgb <0.20, 0.40, 0.44>, 0) rotate y * 160 translate <22, 0, -4> }
  union { Mug(srgb <0.88, 0.74, 0.30>, 0) rotate y * 80 translate <1, 0, -17> }
#end
// open notebook with ruled lines, pencils
union {
  #for (S, -1, 1, 2)
    box { <S * 0.2, 0, -10>, <S * 15, 0.8, 10>
      texture { pigment { function { select(abs(z / 0.9 - floor(z / 0.9) - 0.5) - 0.46, 0, 1) } color_map { [0.5 color srgb <0.94, 0.92, 0.86>] [0.5 color srgb <0.62, 0.70, 0.80>] } } finish { Dull } } }
  #end
  #for (I, 0, 12) torus { 0.7, 0.1 rotate z * 0 rotate x * 90 rotate y * 90 translate <0, 0.8, -9 + I * 1.5> texture { Iron } } #end
  #for (L, 0, 9) #local RL = seed(L); #for (W, 0, 6) cylinder { <-13 + W * 1.8, 0.82, 7 - L * 0.9 * 1.6>, <-13 + W * 1.8 + 0.8 + 0.7 * rand(RL), 0.82, 7 - L * 1.44 + 0.2 * rand(RL)>, 0.06 texture { pigment { color srgb <0.12, 0.14, 0.3> } finish { Dull } } } #end #end
  rotate y * -18 translate <22, 0, -24>
}
#macro Pencil(Colour)
  union {
    cylinder { 0, x * 15, 0.36 texture { pigment { color Colour } finish { Polished } } }
    cone { x * 15, 0.36, x * 16.6, 0.08 texture { pigment { color srgb <0.86, 0.70, 0.48> } finish { Matt } } } cone { x * 16.4, 0.1, x * 16.9, 0.01 texture { Iron } }
    cylinder { x * -0.8, 0, 0.37 texture { Gold } } cylinder { x * -1.8, x * -0.8, 0.35 texture { pigment { color srgb <0.85, 0.5, 0.5> } finish { Dull } } }
  }
#end
object { Pencil(srgb <0.90, 0.68, 0.12>) rotate y * 30 translate <16, 1.2, -28> } object { Pencil(srgb <0.20, 0.42, 0.62>) rotate y * -10 translate <-10, 0.37, -20> }
// glasses on the stack
union {
  #for (S, -1, 1, 2)
    torus { 2.3, 0.16 rotate x * 90 translate <S * 2.9, 2.3, 0> } cylinder { <S * 5.2, 2.9, 0>, <S * 5.4, 2.6, 10>, 0.14 }
  #end
  cylinder { <-0.7, 2.8, 0>, <0.7, 2.8, 0>, 0.14 }
  texture { pigment { color srgb <0.15, 0.10, 0.08> } finish { Polished } }
  rotate y * 160 translate <-26, Y, 10>
}
// lamp
union {
  cylinder { 0, y * 1.5, 8 } cylinder { y * 1, <6, 26, 2>, 0.6 } sphere { <6, 26, 2>, 1.1 } cylinder { <6, 26, 2>, <-12, 44, -2>, 0.6 }
  difference { cone { <-12, 46, -2>, 2.5, <-17, 34, -5>, 9 } cone { <-12.2, 45.5, -2>, 2.3, <-17.1, 33.8, -5>, 8.8 } }
  texture { pigment { color srgb <0.16, 0.34, 0.32> } finish { Polished } }
  translate <-52, 0, 18>
}
sphere { <-67, 37, 14>, 3 texture { pigment { rgb <1, 0.85, 0.6> } finish { emission (IsEvening ? 2 : 0.1) } } no_shadow }
#if (IsEvening) light_source { <-67, 35, 13> rgb <1, 0.72, 0.42> * 1.3 fade_distance 40 fade_power 2 area_light x * 5, z * 5, 3, 3 adaptive 1 jitter } #end
PlaceStudio(<-150, 110, -70>, 70, <0, 5, 0>, (IsEvening ? 0.22 : 0.95))
