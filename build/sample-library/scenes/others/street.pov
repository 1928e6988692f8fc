// An ordinary residential street: small plain houses with hedges, bins, a parked car. Nothing that anyone would travel to.
#version 3.7;
#include "common/all.pov"

#macro Brick(ColourA, ColourB) Masonry(0.24, 0.08, 0.008, ColourA, (ColourA + ColourB) / 2, ColourB, srgb <0.62, 0.58, 0.52>, 0.3, 0.3) #end
#declare PlainWhite = texture { pigment { color srgb <0.90, 0.89, 0.86> } finish { Matt } }
#macro PlainWindow(W, H)
  union {
    box { <-W / 2, 0, 0.08>, <W / 2, H, 0.12> texture { WindowGlass } }
    box { <-W / 2 + 0.06, H * 0.08, 0.16>, <-W * 0.22, H - 0.08, 0.3> texture { pigment { color srgb <0.84, 0.82, 0.78> } finish { Dull } } }
    difference { box { <-W / 2, 0, 0>, <W / 2, H, 0.14> } box { <-W / 2 + 0.07, 0.07, -1>, <W / 2 - 0.07, H - 0.07, 1> } texture { PlainWhite } }
    box { <-0.035, 0, 0>, <0.035, H, 0.14> texture { PlainWhite } }
    box { <-W / 2 - 0.1, -0.1, -0.12>, <W / 2 + 0.1, 0, 0.1> texture { PlainWhite } }
  }
#end
// Two-storey house, 8 m wide, front at z = 0 toward -z.
#macro PlainHouse(Seed)
  #local R = seed(Seed);
  #local Hue = rand(R);
  union {
    difference {
      box { <-4, 0, 0>, <4, 5.6, 8> }
      box { <-3.2, 0.9, -1>, <-1.2, 2.3, 0.1> } box { <-3.2, 3.6, -1>, <-1.6, 4.9, 0.1> } box { <0.9, 3.6, -1>, <2.5, 4.9, 0.1> } box { <1, 0, -1>, <2, 2.15, 0.1> }
      #if (Seed = 2 | Seed = 5) Plaster(srgb <0.86, 0.84, 0.78>, 0.3) #else Brick(srgb <0.48 + 0.1 * Hue, 0.28, 0.20>, srgb <0.62, 0.40 + 0.1 * Hue, 0.30>) #end
    }
    object { PlainWindow(2, 1.4) translate <-2.2, 0.9, 0> } object { PlainWindow(1.6, 1.3) translate <-2.4, 3.6, 0> } object { PlainWindow(1.6, 1.3) translate <1.7, 3.6, 0> }
    box { <1, 0, 0.05>, <2, 2.15, 0.1> texture { pigment { color srgb <0.2 + 0.5 * rand(R), 0.25 + 0.2 * rand(R), 0.2 + 0.3 * rand(R)> } finish { Polished } } }
    box { <1.3, 1.3, 0.0>, <1.7, 1.8, 0.06> texture { WindowGlass } } sphere { <1.15, 1, 0.0>, 0.05 texture { Gold } }
    box { <0.7, 2.3, -0.9>, <2.3, 2.42, 0> texture { PlainWhite } } box { <0.8, 0, -0.8>, <2.2, 0.15, 0> texture { pigment { color srgb 0.6 } finish { Matt } } }
    object { Gable(-4.2, 4.2, -0.45, 8.45, 5.6, 8.2) RoofTiles(srgb <0.36, 0.22, 0.18>, srgb <0.48, 0.30, 0.24>, 0.28, 0.22) }
    cylinder { <-4.2, 5.55, -0.5>, <4.2, 5.55, -0.5>, 0.07 texture { PlainWhite } } cylinder { <3.8, 0, -0.1>, <3.8, 5.5, -0.1>, 0.05 texture { PlainWhite } }
    box { <-3.2, 6.4, 3.6>, <-2.4, 9.2, 4.4> Brick(srgb <0.46, 0.26, 0.19>, srgb <0.58, 0.36, 0.28>) } cylinder { <-2.8, 9.2, 4>, <-2.8, 9.6, 4>, 0.16 texture { pigment { color srgb <0.7, 0.4, 0.28> } finish { Matt } } }
  }
#end
#macro Car(Colour)
  union {
    difference {
      union {
        prism { cubic_spline -0.82, 0.82, 13, <-2.1, 0.9>, <-2.1, 0.42>, <-1.5, 0.3>, <1.6, 0.3>, <2.15, 0.42>, <2.15, 0.8>, <1.9, 0.95>, <1.0, 1.0>, <-1.4, 1.02>, <-2.0, 0.98>, <-2.1, 0.9>, <-2.1, 0.42>, <-1.5, 0.3> rotate x * -90 }
        prism { cubic_spline -0.68, 0.68, 10, <-1.9, 0.98>, <-1.5, 0.9>, <0.9, 0.9>, <1.05, 1.0>, <0.35, 1.42>, <-0.6, 1.5>, <-1.4, 1.36>, <-1.9, 0.98>, <-1.5, 0.9>, <0.9, 0.9> rotate x * -90 }
      }
      #for (I, -1, 1, 2) cylinder { <I * 1.28 - 0.02, 0.34, -2>, <I * 1.28 - 0.02, 0.34, 2>, 0.38 } #end
      texture { pigment { color Colour } finish { ambient 0 diffuse 0.6 specular 0.7 roughness 0.006 reflection { 0.05, 0.45 fresnel on } conserve_energy } }
      interior { ior 1.5 }
    }
    #for (S, -1, 1, 2)
      prism { linear_spline 0, 0.02, 5, <-1.45, 1.02>, <0.75, 1.02>, <0.22, 1.36>, <-1.2, 1.34>, <-1.45, 1.02> rotate x * -90 translate z * (S * 0.7 + 0.01) texture { WindowGlass } }
      #for (I, -1, 1, 2) cylinder { <I * 1.28 - 0.02, 0.34, S * 0.62>, <I * 1.28 - 0.02, 0.34, S * 0.84>, 0.33 texture { pigment { color srgb 0.06 } finish { Dull } } } cylinder { <I * 1.28 - 0.02, 0.34, S * 0.8>, <I * 1.28 - 0.02, 0.34, S * 0.86>, 0.2 texture { pigment { color srgb 0.7 } finish { ambient 0 diffuse 0.5 specular 0.6 reflection 0.2 } } } #end
      sphere { 0, 1 scale <0.08, 0.1, 0.2> translate <2.1, 0.7, S * 0.58> texture { pigment { color srgb <0.9, 0.9, 0.88> } finish { Polished } } } sphere { 0, 1 scale <0.06, 0.1, 0.16> translate <-2.08, 0.78, S * 0.6> texture { pigment { color srgb <0.6, 0.06, 0.05> } finish { Polished } } }
    #end
  }
#end
plane { y, -0.12 texture { pigment { granite color_map { [0 color srgb <0.24, 0.24, 0.25>] [1 color srgb <0.36, 0.36, 0.36>] } scale 0.7 } normal { granite 0.4 scale 0.1 } finish { Matt } } }
box { <-200, -1, -5>, <200, 0, 60> Slabs(srgb <0.56, 0.55, 0.53>, srgb <0.66, 0.64, 0.61>, 0.6) }
box { <-200, -1, -5.2>, <200, 0.02, -5> texture { pigment { color srgb 0.62 } finish { Matt } } }
box { <-200, -1, -60>, <200, 0, -12.5> Slabs(srgb <0.56, 0.55, 0.53>, srgb <0.66, 0.64, 0.61>, 0.6) }
#for (I, -8, 8) box { <I * 6, -0.13, -8.85>, <I * 6 + 2.6, -0.115, -8.7> texture { PlainWhite } } #end
#declare HedgeBit = object { Bush(7, 1.1, srgb <0.18, 0.28, 0.10>, srgb <0.34, 0.44, 0.18>, 1200) }
#declare StreetTree = object { BroadTree(25, 6.5, srgb <0.26, 0.36, 0.14>, srgb <0.46, 0.54, 0.22>, 7000) }
#for (I, -5, 5)
  object { PlainHouse(I + 6) scale <(mod(I + 6, 2) ? 1 : -1), 1, 1> translate <I * 8.6, 0, 3> }
  object { PlainHouse(I + 16) scale <(mod(I + 6, 2) ? 1 : -1), 1, 1> rotate y * 180 translate <I * 8.6 + 2, 0, -20.5> }
  box { <I * 8.6 - 4.2, 0, -2>, <I * 8.6 + 4.2, 0.05, 3> texture { MeadowGround } } box { <I * 8.6 + 0.6 * (mod(I + 6, 2) ? 1 : -1) + 0.4, 0, -2>, <I * 8.6 + 1.9 * (mod(I + 6, 2) ? 1 : -1) + 0.6, 0.07, 3> Slabs(srgb <0.56, 0.55, 0.53>, srgb <0.66, 0.64, 0.61>, 0.5) }
  #for (K, 0, 3) object { HedgeBit rotate y * (I * 40 + K * 80) scale <1, 0.85, 0.8> translate <I * 8.6 - 3.9 + K * 0.95 + 3.6 * mod(I + 10, 2), 0, -1.9> } #end
  #if (mod(I + 10, 2)) object { StreetTree rotate y * I * 60 scale 0.9 + 0.08 * mod(I + 10, 3) translate <I * 8.6 + 4.3, 0, -3.6> } #end
  #if (mod(I + 12, 3) = 0) union { box { <-0.28, 0, -0.3>, <0.28, 1.0, 0.3> } box { <-0.32, 1.0, -0.36>, <0.32, 1.08, 0.34> } texture { pigment { color srgb <0.16, 0.30, 0.20> } finish { Matt } } translate <I * 8.6 - 0.6, 0, -2.4> } #end
#end
object { Car(srgb <0.62, 0.12, 0.11>) translate <-5.5, -0.1, -6.2> } object { Car(srgb <0.72, 0.74, 0.76>) translate <9.4, -0.1, -6.2> } object { Car(srgb <0.14, 0.24, 0.38>) rotate y * 180 translate <1.5, -0.1, -11.4> } object { Car(srgb <0.85, 0.84, 0.80>) translate <-22, -0.1, -6.2> } object { Car(srgb <0.2, 0.3, 0.26>) rotate y * 180 translate <-16, -0.1, -11.4> }
object { StreetLamp(4) translate <-12, 0, -4.4> } object { StreetLamp(4) translate <16, 0, -4.4> }
#if (!IsDark) Crowd(ShotSeed, 2, <4, 0, -3.6>, 0.8) #end
PlaceAtmosphere()
