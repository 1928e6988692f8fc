// A bowl of fruit on a kitchen table. ShotExtra "lemons": lemons on a board beside it take the front.
#version 3.7;
#include "common/all.pov"
#include "common/studio.pov"

#macro Skin(ColourA, ColourB, Bump)
  texture {
    pigment { bozo warp { turbulence 0.6 octaves 4 } color_map { [0 color ColourA] [0.45 color ColourA * 0.6 + ColourB * 0.4] [1 color ColourB] } scale <1.5, 4, 1.5> }
    normal { bumps Bump scale 0.12 }
    finish { ambient 0 diffuse 0.75 specular 0.35 roughness 0.02 }
  }
  texture { pigment { spotted color_map { [0 rgbt 1] [0.78 rgbt 1] [0.8 rgbt <0.85, 0.75, 0.5, 0.5>] [1 rgbt <0.85, 0.75, 0.5, 0.4>] } scale 0.18 } finish { ambient 0 diffuse 0.7 specular 0.3 roughness 0.02 } }
#end
#macro Apple(Seed)
  union {
    lathe { cubic_spline 10, <0.4, 3>, <0.02, 2.4>, <0.8, 3.0>, <2.2, 3.2>, <3.6, 1.4>, <3.4, -1.0>, <2.2, -2.8>, <0.9, -3.1>, <0.02, -2.6>, <0.4, -3> Skin(srgb <0.62, 0.06, 0.06>, srgb <(mod(Seed, 3) = 0 ? 0.50 : 0.78), (mod(Seed, 3) = 0 ? 0.62 : 0.30), 0.14>, 0.02) }
    cylinder { y * 2.4, <0.4, 4.4, 0.1>, 0.16 texture { pigment { color srgb <0.28, 0.19, 0.10> } finish { Dull } } }
    rotate <8 * mod(Seed * 3, 5), Seed * 70, 12 * mod(Seed, 3) - 10>
  }
#end
#macro Orange(Seed) union { sphere { 0, 3.6 } torus { 0.3, 0.12 translate y * 3.5 } texture { pigment { bozo color_map { [0 color srgb <0.90, 0.45, 0.08>] [1 color srgb <0.96, 0.56, 0.14>] } scale 2 } normal { bumps 0.22 scale 0.16 } finish { ambient 0 diffuse 0.75 specular 0.3 roughness 0.03 } } rotate Seed * <50, 30, 20> } #end
#macro Lemon(Seed) lathe { cubic_spline 9, <0.1, 4.4>, <0.02, 4.2>, <0.5, 3.8>, <1.5, 2.9>, <2.6, 0.4>, <2.1, -2>, <0.8, -3.4>, <0.02, -3.8>, <0.1, -4> texture { pigment { color srgb <0.94, 0.80, 0.20> } normal { bumps 0.2 scale 0.2 } finish { ambient 0 diffuse 0.75 specular 0.35 roughness 0.02 } } rotate z * 80 rotate y * Seed * 67 } #end
#macro Banana()
  sphere_sweep {
    cubic_spline 9
    <-9.6, 4.5, 0>, 0.3 <-9, 3.6, 0>, 0.45 <-7.5, 1.6, 0>, 1.1 <-4.2, -0.4, 0>, 1.75 <0, -1.2, 0>, 1.9 <4.2, -0.4, 0>, 1.75 <7.6, 2, 0>, 1.0 <9, 4, 0>, 0.45 <9.4, 5, 0>, 0.4
    tolerance 0.05
    texture { pigment { gradient x turbulence 0.08 color_map { [0 color srgb <0.30, 0.22, 0.10>] [0.06 color srgb <0.66, 0.68, 0.22>] [0.15 color srgb <0.93, 0.78, 0.24>] [0.9 color srgb <0.93, 0.78, 0.24>] [0.97 color srgb <0.6, 0.58, 0.2>] [1 color srgb <0.26, 0.18, 0.08>] } scale 19 translate x * -9.5 } finish { ambient 0 diffuse 0.75 specular 0.15 roughness 0.04 } }
  }
#end
// Table, wall, cloth, bowl.
box { <-90, -4, -60>, <90, 0, 45> Wood(srgb <0.52, 0.34, 0.20>, srgb <0.68, 0.48, 0.30>, 3) }
plane { -z, -75 WallPaint(srgb <0.78, 0.80, 0.76>) }
plane { y, -75 Wood(srgb <0.42, 0.30, 0.22>, srgb <0.5, 0.36, 0.26>, 6) }
union {
  difference {
    lathe { cubic_spline 9, <3, -1>, <5.2, 0>, <5.4, 0.9>, <8, 2.2>, <13, 5.8>, <15.6, 9.8>, <15.9, 10.1>, <15.2, 10>, <14, 9> }
    sphere { 0, 1 scale <14.9, 7.7, 14.9> translate y * 10.2 }
    Ceramic(srgb <0.24, 0.40, 0.52>)
  }
  difference { lathe { linear_spline 5, <5, 1.2>, <13.4, 6>, <14.4, 6.6>, <14.4, 6.7>, <5, 1.2> } sphere { 0, 1 scale <14.9, 7.7, 14.9> translate y * 10.2 } Ceramic(srgb <0.9, 0.88, 0.82>) }
}
object { Apple(1) translate <-6, 8.4, -4> } object { Apple(2) translate <2.5, 8.2, -7.5> } object { Apple(3) translate <8, 8.6, -0.6> }
object { Orange(1) translate <-1.5, 9.2, 1.2> } object { Orange(2) translate <-8.2, 9.6, 3.4> } object { Orange(3) translate <4.8, 9.4, 6.4> } object { Apple(5) translate <-2.6, 10.2, 8> }
object { Apple(4) translate <0.5, 13.6, -2.5> }
object { Banana() rotate x * -70 rotate y * 20 translate <3, 13.2, 3.6> } object { Banana() rotate x * -52 rotate y * 28 translate <2.4, 14.2, 6> }
object { Apple(7) translate <24, 3.1, -8> } object { Orange(5) translate <19, 3.6, 6> }
#for (I, 0, 18) sphere { <-24 + 2.3 * mod(I * 1.7, 5), 1.1 + 1.7 * (I > 11), -6 + 2.3 * mod(I * 2.3, 4)>, 1.25 texture { pigment { color srgb <0.30, 0.12, 0.26> } finish { ambient 0 diffuse 0.65 specular 0.4 roughness 0.02 } } } #end
#if (HasExtra("lemons"))
  union {
    box { <-15, 0, -9>, <15, 1.6, 9> Wood(srgb <0.66, 0.50, 0.32>, srgb <0.78, 0.62, 0.42>, 1.2) }
    object { Lemon(1) translate <-6, 4.2, 1> } object { Lemon(3) translate <2, 4.2, 4> } object { Lemon(2) translate <0, 4.2, -4> }
    difference { object { Lemon(5) } plane { -x, 0 } rotate z * 90 translate <9, 1.7, -1> }
    cylinder { <9, 1.6, -1>, <9, 1.9, -1>, 2.5 texture { pigment { radial color_map { [0 color srgb <0.97, 0.93, 0.70>] [0.08 color srgb <0.94, 0.84, 0.42>] [0.92 color srgb <0.94, 0.84, 0.42>] [1 color srgb <0.97, 0.93, 0.70>] } frequency 9 } finish { ambient 0 diffuse 0.8 specular 0.3 roughness 0.02 } } }
    rotate y * 14 translate <-4, 0, -32>
  }
#end
PlaceStudio(<-130, 90, -50>, 70, <0, 5, 0>, 0.95)
