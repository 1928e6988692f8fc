// Toys on a rug: building blocks, a cloth cat, a ball, a wooden train. ShotExtra picks what stands in the middle: cat, blocks, train.
#version 3.7;
#include "common/all.pov"
#include "common/studio.pov"

plane { y, -1 Wood(srgb <0.60, 0.42, 0.26>, srgb <0.70, 0.52, 0.34>, 5) }
cylinder { y * -1, 0, 62 Fabric(srgb <0.72, 0.66, 0.56>, 0.5) } torus { 56, 0.6 translate y * -0.3 Fabric(srgb <0.45, 0.24, 0.22>, 0.5) } torus { 50, 0.5 translate y * -0.3 Fabric(srgb <0.24, 0.34, 0.42>, 0.5) }
plane { -z, -120 texture { pigment { gradient x color_map { [0.5 color srgb <0.86, 0.84, 0.78>] [0.5 color srgb <0.78, 0.80, 0.78>] } scale 14 } finish { Dull } } }
box { <-400, -1, 118>, <400, 9, 121> texture { pigment { color srgb <0.92, 0.91, 0.88> } finish { Polished } } }

#macro Cat()
  union {
    union {
      sphere { 0, 1 scale <7.2, 9, 6.6> translate y * 8.6 }
      sphere { 0, 1 scale <6.2, 5.4, 5.4> translate <0, 20.2, -1> }
      #for (S, -1, 1, 2)
        cone { <S * 3.6, 23, -0.6>, 2.4, <S * 5.2, 28.6, 0>, 0.3 }
        sphere { 0, 1 scale <2.6, 2.0, 4.4> translate <S * 4, 2, -5.6> }
        sphere_sweep { cubic_spline 5, <S * 5, 16, -1>, 2 <S * 5, 14, -3>, 2 <S * 5.2, 10.5, -5.6>, 1.8 <S * 4, 8, -7>, 1.9 <S * 4, 7, -7>, 1.8 }
      #end
      sphere_sweep { cubic_spline 7, <2, 3, 5>, 1.4 <4, 2.4, 6>, 1.5 <9, 2.4, 6>, 1.5 <12, 5, 3>, 1.4 <11.6, 10, 1>, 1.3 <13, 13, 1>, 1.1 <14, 14, 1>, 1 }
      texture {
        pigment { gradient y turbulence 0.35 color_map { [0 color srgb <0.86, 0.55, 0.26>] [0.42 color srgb <0.90, 0.62, 0.32>] [0.46 color srgb <0.62, 0.32, 0.14>] [0.68 color srgb <0.66, 0.36, 0.16>] [0.72 color srgb <0.90, 0.62, 0.32>] [1 color srgb <0.86, 0.55, 0.26>] } scale 4.4 }
        normal { granite 0.5 scale 0.8 }
        finish { Dull }
      }
    }
    sphere { 0, 1 scale <4.6, 6, 2.4> translate <0, 8.6, -5.0> Fabric(srgb <0.92, 0.87, 0.78>, 0.25) }
    sphere { 0, 1 scale <2.6, 1.9, 1.6> translate <0, 18.6, -6.0> Fabric(srgb <0.92, 0.87, 0.78>, 0.25) }
    sphere { <0, 19.6, -7.5>, 0.6 texture { pigment { color srgb <0.78, 0.4, 0.42> } finish { Polished } } }
    #for (S, -1, 1, 2)
      sphere { <S * 2.4, 21.4, -5.6>, 0.95 texture { pigment { color srgb <0.05, 0.05, 0.06> } finish { ambient 0 diffuse 0.5 specular 1 roughness 0.002 reflection 0.15 } } }
      #for (I, -1, 1) cylinder { <S * 1.4, 18.8 + I * 0.3, -7>, <S * 6.4, 18.8 + I * 1.1, -6.6>, 0.06 texture { pigment { color srgb <0.2, 0.16, 0.14> } finish { Dull } } } #end
      cone { <S * 3.7, 23.2, -1.5>, 1.3, <S * 4.9, 27, -0.7>, 0.2 Fabric(srgb <0.90, 0.68, 0.62>, 0.25) }
    #end
    torus { 5.0, 0.55 translate <0, 16, -0.4> Fabric(srgb <0.20, 0.36, 0.52>, 0.3) }
    sphere { <0, 15.2, -5.4>, 0.9 texture { Gold } }
  }
#end
#declare BlockColours = array[6] { srgb <0.80, 0.18, 0.14>, srgb <0.16, 0.38, 0.64>, srgb <0.92, 0.72, 0.16>, srgb <0.24, 0.52, 0.28>, srgb <0.80, 0.64, 0.44>, srgb <0.86, 0.46, 0.16> }
#macro Block(I, Letter)
  union {
    superellipsoid { <0.12, 0.12> scale 3 Wood(srgb <0.80, 0.66, 0.46>, srgb <0.88, 0.74, 0.54>, 0.8) }
    #for (K, 0, 3) union { difference { box { <-2.5, -2.5, -3.03>, <2.5, 2.5, -2.9> } box { <-2.1, -2.1, -4>, <2.1, 2.1, 0> } } text { ttf "cyrvetic.ttf" Letter 0.2, 0 scale <4.2, 4.2, 1> translate <-1.4, -1.5, -3.06> } rotate y * 90 * K texture { pigment { color BlockColours[mod(I, 6)] } finish { Matt } } } #end
    translate y * 3
  }
#end
#macro Ball(Size)
  sphere { 0, Size texture { pigment { radial color_map { [0.33 color srgb <0.85, 0.20, 0.18>] [0.33 color srgb <0.94, 0.92, 0.86>] [0.66 color srgb <0.94, 0.92, 0.86>] [0.66 color srgb <0.20, 0.42, 0.66>] } frequency 2 } finish { Polished } } rotate <30, 20, 40> translate y * Size }
#end
#macro Wagon(Colour, IsEngine)
  union {
    box { <-7, 2.4, -3>, <7, 3.6, 3> Wood(srgb <0.70, 0.52, 0.32>, srgb <0.8, 0.62, 0.4>, 0.8) }
    #for (I, -1, 1, 2) #for (S, -1, 1, 2) cylinder { <I * 4.4, 1.9, S * 3.1>, <I * 4.4, 1.9, S * 4>, 1.9 texture { pigment { color srgb <0.75, 0.16, 0.13> } finish { Polished } } } sphere { <I * 4.4, 1.9, S * 4>, 0.5 texture { Gold } } #end #end
    #if (IsEngine)
      cylinder { <-6.5, 6.2, 0>, <2, 6.2, 0>, 2.7 texture { pigment { color Colour } finish { Polished } } } cylinder { <-6.6, 6.2, 0>, <-6.9, 6.2, 0>, 2.2 texture { Gold } }
      box { <1.6, 3.6, -3>, <6.6, 11, 3> texture { pigment { color Colour } finish { Polished } } } box { <2.6, 7, -3.1>, <5.6, 9.6, 3.1> texture { pigment { color srgb <0.9, 0.86, 0.6> } finish { Polished } } }
      box { <1, 11, -3.6>, <7.2, 11.8, 3.6> texture { pigment { color srgb <0.75, 0.16, 0.13> } finish { Polished } } } cone { <-4.5, 8.5, 0>, 0.8, <-4.5, 12, 0>, 1.3 texture { pigment { color srgb <0.12, 0.12, 0.12> } finish { Polished } } } sphere { <-1, 8.9, 0>, 1 texture { Gold } }
    #else
      difference { box { <-6.6, 3.6, -3>, <6.6, 7.6, 3> } box { <-6, 4, -2.4>, <6, 9, 2.4> } texture { pigment { color Colour } finish { Polished } } }
      #for (I, 0, 7) sphere { <-4.6 + mod(I, 4) * 3, 7 + (I > 3), -1 + 2 * (I > 3)>, 1.4 texture { pigment { color BlockColours[mod(I * 5, 6)] } finish { Polished } } } #end
    #end
    cylinder { x * 7, x * 9, 0.4 translate y * 3 texture { Iron } }
  }
#end
#declare Letters = array[8] { "A", "B", "C", "K", "M", "R", "S", "T" }
#if (HasExtra("blocks"))
  #for (Level, 0, 5) #for (I, 0, 5 - Level) object { Block(I * 5 + Level * 3, Letters[mod(I * 3 + Level * 5, 8)]) rotate y * (mod(I * 7 + Level * 3, 5) * 3 - 6) translate <(I - (5 - Level) / 2) * 6.5, Level * 6, 0> } #end #end
  object { Ball(7) translate <26, 0, -12> }
  object { Cat() rotate y * 20 scale 0.9 translate <-32, 0, 10> }
#else #if (HasExtra("train"))
  object { Wagon(srgb <0.14, 0.34, 0.58>, 1) rotate y * -8 translate <-18, 0, -4> } object { Wagon(srgb <0.90, 0.70, 0.16>, 0) rotate y * -2 translate <-2, 0, -2.6> } object { Wagon(srgb <0.24, 0.50, 0.28>, 0) rotate y * 6 translate <14, 0, -3> }
  #for (I, 0, 7) object { Block(I, Letters[I]) rotate y * I * 37 translate <-26 + mod(I * 17, 56), 6 * (I = 5), 14 + mod(I * 11, 20)> } #end
#else
  object { Cat() rotate y * 14 }
  object { Ball(6.5) translate <22, 0, 6> }
  #for (I, 0, 6) object { Block(I, Letters[I]) rotate y * I * 47 translate <-26 + mod(I * 23, 50), 0, (I < 4 ? 16 : -18) + mod(I * 5, 9)> } #end
#end #end
PlaceStudio(<-150, 130, -110>, 80, <0, 8, 0>, 0.95)
