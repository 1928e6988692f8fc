// Aldermoor Clock Tower: buff limestone with brick bands, four white dials, a green copper spire, in an old town's square.
#version 3.7;
#include "common/all.pov"

#declare Half = 5;
#declare BlockLength = FitLength(Half, 1.1);
#macro Limestone() Masonry(BlockLength, 0.5, 0.018, srgb <0.66, 0.58, 0.44>, srgb <0.77, 0.69, 0.54>, srgb <0.84, 0.77, 0.63>, srgb <0.45, 0.39, 0.30>, 0.35, 0.75) #end
#macro RedBrick() Masonry(FitLength(Half, 0.26), 0.09, 0.008, srgb <0.45, 0.19, 0.13>, srgb <0.55, 0.25, 0.17>, srgb <0.62, 0.33, 0.22>, srgb <0.62, 0.56, 0.48>, 0.3, 0.5) #end
#macro Trim() Plaster(srgb <0.84, 0.79, 0.68>, 0.55) #end

// One side of the tower, facing -z, of everything that repeats on all four.
#macro Dial(Hour, Minute)
  union {
    cylinder { <0, 0, 0>, <0, 0, -0.18>, 3.05 texture { pigment { color srgb <0.93, 0.91, 0.84> } finish { ambient 0 diffuse 0.8 emission (IsDark ? 0.42 : 0) specular 0.15 roughness 0.02 } } }
    difference { cylinder { <0, 0, 0.2>, <0, 0, -0.5>, 3.5 } cylinder { <0, 0, 1>, <0, 0, -1>, 3.0 } texture { Copper } }
    torus { 3.0, 0.12 rotate x * 90 translate z * -0.42 texture { Gold } }
    torus { 2.05, 0.035 rotate x * 90 translate z * -0.19 texture { Iron } }
    torus { 2.80, 0.035 rotate x * 90 translate z * -0.19 texture { Iron } }
    #for (I, 0, 11)
      box { <-0.13, 2.12, -0.26>, <0.13, 2.72, -0.1> rotate z * 30 * I texture { Iron } }
      #if (mod(I, 3) = 0) box { <-0.34, 2.12, -0.25>, <-0.22, 2.72, -0.1> rotate z * 30 * I texture { Iron } } box { <0.22, 2.12, -0.25>, <0.34, 2.72, -0.1> rotate z * 30 * I texture { Iron } } #end
    #end
    #for (I, 0, 59) box { <-0.03, 2.80, -0.24>, <0.03, 2.92, -0.1> rotate z * 6 * I texture { Iron } } #end
    union { box { <-0.13, -0.5, -0.34>, <0.13, 1.6, -0.30> } intersection { box { <-0.3, -0.3, -0.02>, <0.3, 0.3, 0.02> rotate z * 45 } translate <0, 1.6, -0.32> } rotate z * -(Hour * 30 + Minute / 2) texture { Iron } }
    box { <-0.08, -0.7, -0.40>, <0.08, 2.6, -0.36> rotate z * -Minute * 6 texture { Iron } }
    cylinder { <0, 0, -0.2>, <0, 0, -0.45>, 0.2 texture { Gold } }
  }
#end

#macro TowerSide()
  union {
    // lancet windows of the shaft
    #for (F, 0, 2)
      #for (S, -1, 1, 2)
        object { PointedFrame(1.1, 2.6, 0.22, 0.16) translate <S * 1.7, 12 + F * 8.2, -Half> Trim() }
        box { <S * 1.7 - 0.05, 12 + F * 8.2, -Half + 0.2>, <S * 1.7 + 0.05, 15.6 + F * 8.2, -Half + 0.3> texture { Iron } }
        box { <S * 1.7 - 0.9, 11.7 + F * 8.2, -Half - 0.3>, <S * 1.7 + 0.9, 12 + F * 8.2, -Half + 0.1> Trim() }
      #end
      box { <-0.16, 11 + F * 8.2, -Half - 0.12>, <0.16, 17 + F * 8.2, -Half + 0.1> Limestone() }
    #end
    // blind arcade under the clock
    #for (I, -3, 3)
      object { RoundFrame(0.95, 1.2, 0.16, 0.14) translate <I * 1.27, 36.1, -Half> Trim() }
    #end
    object { Dial(10, 8) translate <0, 43.5, -Half - 0.45> }
    // belfry louvres
    #for (S, -1, 1, 2)
      object { PointedFrame(2.2, 3.8, 0.3, 0.25) translate <S * 2.1, 50.2, -Half + 0.35> Trim() }
      #for (I, 0, 10) box { <-1.1, 0, -0.3>, <1.1, 0.06, 0.3> rotate x * -35 translate <S * 2.1, 50.6 + I * 0.48, -Half + 0.85> texture { pigment { color srgb <0.25, 0.20, 0.15> } finish { Matt } } } #end
    #end
  }
#end

#declare Tower = union {
  // shaft with window openings
  difference {
    box { <-Half, 0, -Half>, <Half, 38.5, Half> }
    #for (Turn, 0, 1)
      #for (F, 0, 2)
        #for (S, -1, 1, 2) object { PointedArch(1.1, 2.6, Half + 1) translate <S * 1.7, 12 + F * 8.2, 0> rotate y * 90 * Turn } #end
      #end
      object { PointedArch(3.4, 4.2, Half + 1) rotate y * 90 * Turn }
    #end
    Limestone()
  }
  box { <-Half + 0.45, 0, -Half + 0.45>, <Half - 0.45, 38, Half - 0.45>
    #if (IsDark) LitWindow(0.5) #else texture { WindowGlass } #end }
  // red brick bands
  #for (F, 0, 2) box { <-Half - 0.03, 9.3 + F * 8.2, -Half - 0.03>, <Half + 0.03, 10.5 + F * 8.2, Half + 0.03> RedBrick() } #end
  // plinth, ledges
  difference {
    box { <-Half - 1.0, 0, -Half - 1.0>, <Half + 1.0, 2.2, Half + 1.0> }
    #for (Turn, 0, 1) box { <-1.7, -1, -20>, <1.7, 3, 20> rotate y * 90 * Turn } #end
    Limestone()
  }
  #for (I, 0, 3) object { PointedFrame(3.4, 4.2, 0.7, 0.9) translate z * -Half rotate y * 90 * I Trim() } #end
  #for (I, 0, 3) object { PointedFrame(3.0, 4.2, 0.25, 0.3) translate z * (-Half + 0.3) rotate y * 90 * I texture { Copper } } #end
  object { SquareLedge(Half, 0.7, 0.9) translate y * 8.4 Trim() }
  object { SquareLedge(Half, 0.6, 0.8) translate y * 34.6 Trim() }
  object { SquareLedge(Half, 1.0, 1.3) translate y * 38.3 Trim() }
  // clock stage
  box { <-Half - 0.4, 39.4, -Half - 0.4>, <Half + 0.4, 48, Half + 0.4> RedBrick() }
  #for (I, 0, 3)
    union {
      box { <-Half - 0.7, 39.4, -Half - 0.7>, <-Half + 0.9, 48, -Half + 0.9> Limestone() }
      rotate y * 90 * I
    }
  #end
  object { SquareLedge(Half + 0.3, 1.1, 1.4) translate y * 47.6 Trim() }
  // belfry
  difference {
    box { <-Half + 0.4, 49, -Half + 0.4>, <Half - 0.4, 57.5, Half - 0.4> }
    #for (Turn, 0, 1)
      #for (S, -1, 1, 2) object { PointedArch(2.2, 3.8, Half + 1) translate <S * 2.1, 50.2, 0> rotate y * 90 * Turn } #end
    #end
    Limestone()
  }
  box { <-3.6, 49, -3.6>, <3.6, 57, 3.6> texture { pigment { color srgb <0.10, 0.08, 0.07> } finish { Dull } } }
  object { SquareLedge(Half - 0.3, 1.0, 1.2) translate y * 57 Trim() }
  #for (I, 0, 3) object { TowerSide() rotate y * 90 * I } #end
  // corner buttresses and pinnacles
  #for (I, 0, 3)
    union {
      box { <-Half - 0.8, 0, -Half - 0.8>, <-Half + 0.5, 14, -Half + 0.5> }
      box { <-Half - 0.55, 14, -Half - 0.55>, <-Half + 0.4, 26, -Half + 0.4> }
      box { <-Half - 0.35, 26, -Half - 0.35>, <-Half + 0.3, 36, -Half + 0.3> }
      Limestone()
      rotate y * 90 * I
    }
    object { Pinnacle(0.75, 6.5) translate <-Half - 0.2, 49, -Half - 0.2> rotate y * 90 * I Trim() }
    object { Pinnacle(0.6, 5.2) translate <-Half + 0.3, 58.2, -Half + 0.3> rotate y * 90 * I Trim() }
    object { Balustrade(7.6, 0.5) translate <-3.8, 58.2, -Half + 0.2> rotate y * 90 * I Trim() }
  #end
  // spire
  object { Spire(8, 4.1, 24) translate y * 58.2 texture { Copper } }
  #for (I, 0, 7) cylinder { <4.1 * 1.082, 58.2, 0>, <0, 82.2, 0>, 0.14 rotate y * (22.5 + 45 * I) texture { Copper } } #end
  #for (I, 0, 3)
    union {
      difference { object { PointedArch(1.5, 1.7, 1.2) } object { PointedArch(0.9, 1.6, 3) translate y * 0.2 } translate <0, 60, -3.6> Trim() }
      box { <-0.5, 60, -3.4>, <0.5, 62.4, -3.2> texture { pigment { color srgb <0.1, 0.08, 0.07> } finish { Dull } } }
      object { Spire(4, 0.9, 1.6) translate <0, 62.6, -3.6> texture { Copper } }
      rotate y * 90 * I
    }
  #end
  sphere { y * 82.4, 0.5 texture { Gold } }
  cylinder { y * 82, y * 85.5, 0.07 texture { Gold } }
  box { <-0.9, 84.3, -0.04>, <0.9, 84.42, 0.04> texture { Gold } }
}
object { Tower }
#if (IsDark)
  #for (I, 0, 3)
    light_source { <0, 1, -22> rgb <1.0, 0.74, 0.45> * 1.7 fade_distance 14 fade_power 2 spotlight point_at <0, 36, 0> radius 40 falloff 65 rotate y * (90 * I + 8) }
  #end
#end

// The square: fan-laid cobbles, houses on three sides, trees, lamps, people.
plane { y, 0 Cobbles(srgb <0.52, 0.49, 0.45>, srgb <0.68, 0.65, 0.60>, 0.16) }
difference { cylinder { 0, y * 0.18, 11.5 } cylinder { -y, y, 8 } texture { pigment { color srgb <0.70, 0.66, 0.58> } normal { granite 0.2 } finish { Matt } } }

#declare Walls = array[7] { srgb <0.86, 0.72, 0.52>, srgb <0.80, 0.52, 0.40>, srgb <0.90, 0.86, 0.76>, srgb <0.72, 0.76, 0.70>, srgb <0.88, 0.78, 0.46>, srgb <0.76, 0.62, 0.58>, srgb <0.84, 0.82, 0.80> }
#declare Shutters = array[4] { srgb <0.24, 0.36, 0.30>, srgb <0.42, 0.25, 0.18>, srgb <0.30, 0.38, 0.48>, srgb <0.55, 0.50, 0.42> }
#macro HouseRow(Seed, Count)
  #local R = seed(Seed);
  #local X = 0;
  union {
    #for (I, 1, Count)
      #local Wide = 8 + 5 * rand(R);
      object {
        House(Seed * 10 + I, Wide, 3 + int(rand(R) * 2.2), 10, Walls[int(rand(R) * 6.99)], srgb <0.60, 0.30, 0.20>, Shutters[int(rand(R) * 3.99)], 0.45)
        translate x * (X + Wide / 2)
      }
      #local X = X + Wide + 0.02;
    #end
  }
#end
object { HouseRow(1, 9) translate <-52, 0, 34> }
object { HouseRow(2, 9) rotate y * -90 translate <-38, 0, -48> }
object { HouseRow(3, 9) rotate y * 90 translate <40, 0, 44> }
object { HouseRow(4, 8) rotate y * 180 translate <46, 0, -62> }
#declare Linden = object { BroadTree(5, 9, srgb <0.24, 0.34, 0.12>, srgb <0.44, 0.52, 0.20>, 9000) }
#for (I, -3, 3)
  object { Linden rotate y * I * 77 scale 0.9 + 0.06 * mod(I + 10, 3) translate <-27, 0, I * 11 + 2> }
  object { Linden rotate y * I * 131 scale 0.85 + 0.07 * mod(I + 11, 3) translate <29, 0, I * 11 - 1> }
#end
#for (I, 0, 5) object { StreetLamp(4.2) translate vrotate(<17, 0, 0>, y * (30 + 60 * I)) } #end
#for (I, 0, 3) object { Bench() translate <0, 0, -14.5> rotate y * (90 * I + 45) } #end
Crowd(ShotSeed, 16, <0, 0, -14>, 14)
Crowd(ShotSeed + 40, 10, <0, 0, 14>, 14)

PlaceAtmosphere()
