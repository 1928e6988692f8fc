// A living room: sofa with cushions, floor lamp, shelf, pictures, rug, table with a vase. Units are centimetres.
#version 3.7;
#include "common/all.pov"
#include "common/studio.pov"

// walls, floor, skirting, window frame at the left
plane { y, 0 Wood(srgb <0.50, 0.35, 0.22>, srgb <0.62, 0.45, 0.30>, 7) }
plane { -z, -200 WallPaint(srgb <0.74, 0.78, 0.74>) }
plane { -x, -260 WallPaint(srgb <0.84, 0.80, 0.72>) }
plane { -y, -265 texture { pigment { color srgb 0.93 } finish { Dull } } }
difference { box { <-262, 0, -400>, <-258, 270, 200> } box { <-270, 70, -60>, <-250, 230, 120> } Plaster(srgb <0.84, 0.80, 0.72>, 0) }
union {
  difference { box { <-266, 64, -66>, <-256, 236, 126> } box { <-280, 72, -58>, <-200, 228, 118> } }
  box { <-263, 64, 28>, <-259, 236, 32> } box { <-263, 148, -66>, <-259, 152, 126> } box { <-262, 60, -70>, <-246, 65, 130> }
  texture { pigment { color srgb 0.93 } finish { Polished } }
}
box { <-500, 0, 197>, <500, 10, 200> texture { pigment { color srgb 0.92 } finish { Polished } } }
// curtains
#for (S, 0, 1) #for (I, 0, 7) cylinder { <-250, 15, 0>, <-250, 240, 0>, 4.6 scale <1, 1, 1> translate z * (S ? 118 + I * 5.2 : -98 + I * 5.2) Fabric(srgb <0.82, 0.74, 0.58>, 0.8) } #end #end
cylinder { <-250, 241, -110>, <-250, 241, 170>, 1.4 texture { Iron } }
// rug
superellipsoid { <0.1, 0.4> scale <150, 1, 90> translate <0, 0.6, 40> Fabric(srgb <0.52, 0.24, 0.20>, 1.2) }
superellipsoid { <0.1, 0.4> scale <132, 1.2, 74> translate <0, 0.6, 40> Fabric(srgb <0.74, 0.64, 0.50>, 1.2) }
// sofa
#macro Pad(W, H, D) superellipsoid { <0.25, 0.25> scale <W / 2, H / 2, D / 2> } #end
union {
  object { Pad(216, 26, 88) translate <0, 28, 0> }
  #for (S, -1, 1, 2) object { Pad(72 * 1.4, 20, 76) translate <S * 50, 46, -5> } object { Pad(100, 52, 24) rotate x * 12 translate <S * 50, 70, 32> } object { Pad(24, 52, 92) translate <S * 110, 40, 0> } #end
  Fabric(srgb <0.30, 0.40, 0.46>, 0.7)
  translate <-20, 0, 138>
}
#for (I, -1, 1, 2) #for (S, -1, 1, 2) cylinder { <I * 95 - 20, 0, 138 + S * 32>, <I * 95 - 20, 16, 138 + S * 32>, 3 Wood(srgb <0.4, 0.28, 0.18>, srgb <0.5, 0.36, 0.24>, 1) } #end #end
#macro Cushion(Colour) superellipsoid { <0.7, 0.55> scale <24, 24, 9> Fabric(Colour, 0.6) } #end
object { Cushion(srgb <0.86, 0.66, 0.26>) rotate <18, 20, 8> translate <-96, 76, 142> }
object { Cushion(srgb <0.84, 0.80, 0.74>) rotate <20, -8, -6> translate <-58, 75, 146> }
object { Cushion(srgb <0.66, 0.28, 0.22>) rotate <18, -22, 4> translate <58, 75, 142> }
// pictures
#macro Picture(W, H, Kind)
  union {
    difference { box { <-W / 2, -H / 2, -3>, <W / 2, H / 2, 0> } box { <-W / 2 + 3, -H / 2 + 3, -5>, <W / 2 - 3, H / 2 - 3, 2> } Wood(srgb <0.30, 0.21, 0.14>, srgb <0.4, 0.28, 0.18>, 1) }
    box { <-W / 2, -H / 2, -1.4>, <W / 2, H / 2, -1> texture { pigment { color srgb 0.94 } finish { Dull } } }
    box { <-W / 2 + 9, -H / 2 + 9, -1.6>, <W / 2 - 9, H / 2 - 9, -1>
      texture { #if (Kind = 0) pigment { gradient y turbulence 0.35 color_map { [0 color srgb <0.20, 0.34, 0.40>] [0.4 color srgb <0.40, 0.56, 0.58>] [0.6 color srgb <0.90, 0.74, 0.52>] [1 color srgb <0.92, 0.86, 0.74>] } scale H * 1.1 translate y * -H / 2 } #else pigment { leopard turbulence 0.3 color_map { [0 color srgb <0.90, 0.86, 0.76>] [0.3 color srgb <0.86, 0.52, 0.32>] [0.5 color srgb <0.30, 0.42, 0.40>] [1 color srgb <0.16, 0.20, 0.26>] } scale 5 } #end finish { Dull } } }
  }
#end
object { Picture(74, 54, 0) translate <-64, 160, 199> } object { Picture(46, 62, 1) translate <10, 162, 199> } object { Picture(36, 36, 0) translate <62, 150, 199> }
// floor lamp
union { cylinder { 0, y * 2.5, 14 } cylinder { 0, y * 140, 1.1 } texture { Iron } translate <126, 0, 160> }
difference { cone { <126, 130, 160>, 24, <126, 165, 160>, 15 } cone { <126, 129, 160>, 23.6, <126, 166, 160>, 14.6 } texture { pigment { color srgb <0.93, 0.88, 0.76> } finish { ambient 0 diffuse 0.5, 0.5 emission (IsEvening ? 0.55 : 0) } } }
#if (IsEvening) light_source { <126, 146, 160> rgb <1, 0.70, 0.38> * 1.5 fade_distance 90 fade_power 2 area_light x * 10, z * 10, 3, 3 adaptive 1 jitter } #end
// shelf with books and a plant, against the right wall
#declare R = seed(3);
union {
  #for (L, 0, 4) box { <-14, 4 + L * 38, -45>, <14, 6.5 + L * 38, 45> } #end
  #for (S, -1, 1, 2) box { <-14, 0, S * 45 - 1.5>, <14, 160, S * 45 + 1.5> } #end
  Wood(srgb <0.60, 0.44, 0.28>, srgb <0.70, 0.54, 0.36>, 2)
  translate <244, 0, 60>
}
#for (L, 0, 3)
  #local Z = -42;
  #while (Z < 34 - 10 * mod(L, 2))
    #local W = 2.2 + 3 * rand(R);
    box { <232, 6.5 + L * 38, 60 + Z>, <252, 26 + 9 * rand(R) + L * 38, 60 + Z + W - 0.1> texture { pigment { color srgb <0.2 + 0.6 * rand(R), 0.15 + 0.4 * rand(R), 0.15 + 0.35 * rand(R)> } finish { Matt } } }
    #local Z = Z + W;
  #end
#end
union { LeafCloud(5, 34, 22, 16, 6, 1600, 5, srgb <0.16, 0.32, 0.14>, srgb <0.36, 0.52, 0.24>) cone { 0, 10, y * 18, 13 Ceramic(srgb <0.82, 0.46, 0.30>) } translate <242, 158, 52> }
union { LeafCloud(8, 90, 34, 34, 12, 3600, 7, srgb <0.12, 0.28, 0.12>, srgb <0.30, 0.46, 0.20>) cone { 0, 16, y * 32, 22 Ceramic(srgb <0.86, 0.85, 0.82>) } cylinder { y * 20, y * 90, 2 Bark(srgb <0.36, 0.28, 0.2>) } translate <-205, 0, 160> }
// table with vase and a book
union {
  superellipsoid { <1, 0.1> rotate x * 90 scale <48, 2, 34> translate y * 42 }
  #for (I, 0, 3) cone { <0, 0, 0>, 1.6, <-6, 42, -5>, 2.6 translate <42, 0, 28> scale <(mod(I, 2) ? 1 : -1), 1, (I < 2 ? 1 : -1)> } #end
  Wood(srgb <0.46, 0.30, 0.18>, srgb <0.58, 0.40, 0.26>, 2)
  translate <-10, 0, 30>
}
union {
  lathe { cubic_spline 8, <0, -1>, <5, 0>, <7.5, 5>, <8, 10>, <4, 18>, <3, 22>, <4.4, 25>, <5, 26> Ceramic(srgb <0.28, 0.42, 0.52>) }
  #for (I, 0, 8)
    #local A = I * 2.4;
    cylinder { y * 20, <cos(A) * (5 + I), 36 + mod(I * 5, 9), sin(A) * (5 + I)>, 0.3 texture { pigment { color srgb <0.25, 0.4, 0.15> } finish { Dull } } }
    union { #for (K, 0, 11) sphere { 0, 1 scale <3.4, 0.5, 1.3> translate x * 2.6 rotate z * 24 rotate y * 30 * K texture { pigment { color srgb <0.92, 0.42 + 0.05 * mod(I, 3), 0.46> } finish { ambient 0 diffuse 0.7, 0.2 } } } #end sphere { 0, 1.6 texture { pigment { color srgb <0.9, 0.72, 0.2> } finish { Dull } } } translate <cos(A) * (5 + I), 36.5 + mod(I * 5, 9), sin(A) * (5 + I)> }
  #end
  translate <-14, 44, 36>
}
object { Book(26, 18, 3, srgb <0.20, 0.36, 0.34>) rotate y * 24 translate <4, 44, 14> }
union { Mug(srgb <0.88, 0.86, 0.80>, 0) rotate y * 40 translate <-38, 44, 24> }
PlaceStudio(<-420, 230, 0>, 150, <0, 60, 60>, (IsEvening ? 0.16 : 1.25))
#if (!IsEvening) light_source { <0, 240, -260> WindowLight * 0.28 area_light x * 160, y * 100, 4, 4 adaptive 1 jitter } #end
