// Sarrow Bridge: five arches of pink-grey stone over a river, statues on its piers, a pilgrims' chapel on the middle one
// and a tower with a steep slate roof at the western end.
#version 3.7;
#include "common/all.pov"

#declare Deep = 5; // half width of the bridge
#macro BridgeStone() Masonry(1.3, 0.55, 0.02, srgb <0.50, 0.42, 0.37>, srgb <0.63, 0.53, 0.46>, srgb <0.70, 0.61, 0.54>, srgb <0.33, 0.28, 0.24>, 0.45, 0.9) #end
#macro Coping() Plaster(srgb <0.68, 0.61, 0.54>, 0.7) #end
#macro StatueStone() Plaster(srgb <0.42, 0.42, 0.40>, 0.9) #end

// Middle of each arch and its span; piers are 4 wide and stand between them.
#declare Middles = array[5] { -40, -20.5, 0, 20.5, 40 }
#declare Spans = array[5] { 15, 16, 17, 16, 15 }
#declare DeckHeight = function(x) { 10.2 - 0.0009 * x * x }

#macro Voussoirs(Span, Sign)
  #local Count = 23;
  #for (I, 0, Count - 1)
    #local Tone = 0.85 + 0.3 * mod(I * 7, 5) / 5;
    box {
      <Span / 2 - 0.05, -0.5, -0.12>, <Span / 2 + 1.05, Span * 0.5 * pi / Count * 0.5 - 0.02, 0.12>
      rotate z * 180 * (I + 0.5) / Count
      translate z * Sign * Deep
      texture { pigment { granite color_map { [0 color srgb <0.52, 0.44, 0.38> * Tone] [1 color srgb <0.72, 0.64, 0.56> * Tone] } } normal { granite 0.3 } finish { Matt } }
    }
  #end
#end

#macro Statue(Seed)
  #local R = seed(Seed);
  union {
    box { <-0.9, 0, -0.9>, <0.9, 1.5, 0.9> }
    box { <-1.05, 1.4, -1.05>, <1.05, 1.7, 1.05> }
    blob {
      threshold 0.4
      cylinder { <0, 1.4, 0>, <0, 3.2, 0>, 0.95, 1 }
      cylinder { <0, 2.6, 0>, <0.05, 4.1, 0>, 0.75, 1 }
      sphere { <0.05, 4.75, -0.05>, 0.5, 1.4 }
      cylinder { <-0.5, 4.0, 0>, <-0.75 - 0.3 * rand(R), 3.2 + 1.6 * rand(R), -0.5>, 0.32, 1 }
      cylinder { <0.5, 4.0, 0>, <0.8, 3.1 + rand(R), -0.5>, 0.32, 1 }
      cylinder { <-0.3, 1.5, 0.2>, <0.3, 3.5, 0.3>, 0.7, 0.7 }
    }
    #if (mod(Seed, 2) = 0) cylinder { <0.85, 1.6, -0.55>, <0.85, 5.8, -0.55>, 0.06 } box { <0.5, 5.2, -0.6>, <1.2, 5.32, -0.5> } #end
    StatueStone()
  }
#end

#declare Bridge = union {
  difference {
    prism {
      linear_sweep linear_spline -Deep, Deep, 25,
      <-66, -3>, <66, -3>,
      #for (I, 0, 21) <66 - I * 132 / 21, DeckHeight(66 - I * 132 / 21)>, #end
      <-66, -3>
      matrix <1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0>
    }
    #for (I, 0, 4)
      cylinder { <Middles[I], 0.6, -Deep - 1>, <Middles[I], 0.6, Deep + 1>, Spans[I] / 2 }
      box { <Middles[I] - Spans[I] / 2, -5, -Deep - 1>, <Middles[I] + Spans[I] / 2, 0.6, Deep + 1> }
    #end
    BridgeStone()
  }
  #for (I, 0, 4)
    #for (Sign, -1, 1, 2) union { Voussoirs(Spans[I], Sign) translate <Middles[I], 0.6, 0> } #end
  #end
  // cutwaters with caps, statues on them
  #for (I, 0, 3)
    #local X = (Middles[I] + Spans[I] / 2 + Middles[I + 1] - Spans[I + 1] / 2) / 2;
    #for (Sign, -1, 1, 2)
      union {
        prism { linear_sweep linear_spline -3, 5.4, 5, <-2, 0>, <2, 0>, <2, 1.5>, <0, 4>, <-2, 1.5> translate z * (Deep - 0.1) }
        BridgeStone()
        scale <1, 1, Sign> translate x * X
      }
      intersection {
        plane { vnormalize(<1.6, 1, 1.1>), 0 translate <0, 7.2, Deep + 0.9> }
        plane { vnormalize(<-1.6, 1, 1.1>), 0 translate <0, 7.2, Deep + 0.9> }
        box { <-2.2, 5.3, Deep - 0.3>, <2.2, 8, Deep + 4.2> }
        Coping() scale <1, 1, Sign> translate x * X
      }
      box { <-1.6, 5.4, 0>, <1.6, DeckHeight(X) + 0.2, Deep + 1.3> scale <1, 1, Sign> translate x * X BridgeStone() }
      object { Statue(I * 2 + Sign + 2) rotate y * (Sign > 0 ? 180 : 0) translate <X, DeckHeight(X) + 0.2, Sign * (Deep + 0.2)> }
    #end
  #end
  // string course and parapet follow the deck
  #for (I, 0, 43)
    #local X = -66 + I * 3; #local Y = DeckHeight(X + 1.5);
    #for (Sign, -1, 1, 2)
      box { <0, Y - 0.35, -0.32>, <3.01, Y - 0.05, 0.2> scale <1, 1, -Sign> translate <X, 0, Sign * Deep> Coping() }
      box { <0, Y - 0.1, -0.05>, <3.01, Y + 0.95, 0.35> scale <1, 1, -Sign> translate <X, 0, Sign * Deep> BridgeStone() }
      box { <0, Y + 0.95, -0.18>, <2.97, Y + 1.15, 0.48> scale <1, 1, -Sign> translate <X, 0, Sign * Deep> Coping() }
    #end
  #end
  // chapel beside the middle arch: an octagon with a slate hood
  union {
    difference {
      intersection {
        #for (I, 0, 7) plane { z, 2.7 rotate y * 45 * I } #end
        box { <-4, 0, -4>, <4, 8, 4> }
      }
      #for (I, 0, 3) object { PointedArch(1.3, 2.6, 5) translate y * 2.2 rotate y * 45 * I } #end
      BridgeStone()
    }
    #for (I, 0, 7)
      object { PointedFrame(1.3, 2.6, 0.2, 0.15) translate <0, 2.2, -2.7> rotate y * 45 * I Coping() }
      box { <-1.18, 7.5, -2.95>, <1.18, 8.1, -2.5> rotate y * 45 * I Coping() }
      box { <-0.2, 0, -3.15>, <0.2, 6.5, -2.7> rotate y * (45 * I + 22.5) BridgeStone() }
      object { Pinnacle(0.22, 2.2) translate <0, 7.6, -3.0> rotate y * (45 * I + 22.5) Coping() }
    #end
    cylinder { y * 0.5, y * 7.5, 2.1 #if (IsDark) LitWindow(0.7) #else texture { WindowGlass } #end }
    object { Spire(8, 2.85, 7.5) translate y * 8.05 texture { Slate } }
    cylinder { y * 15.4, y * 17.2, 0.05 texture { Gold } }
    box { <-0.5, 16.5, -0.04>, <0.5, 16.6, 0.04> texture { Gold } }
    sphere { y * 15.6, 0.22 texture { Gold } }
    translate <-10.25, DeckHeight(10), -Deep - 1.6>
  }
  #for (Sign, -1, 1, 2)
    prism { linear_sweep linear_spline -3, 10.3, 5, <-3.4, 0>, <3.4, 0>, <3.4, 3.2>, <0, 6>, <-3.4, 3.2> scale <1, 1, -1> translate <-10.25, 0, -Deep + 0.1> BridgeStone() }
  #end
  // gate tower at the western end
  union {
    difference {
      box { <-6, -3, -6>, <6, 26, 6> }
      object { PointedArch(5.2, 3.6, 9) rotate y * 90 translate y * DeckHeight(58) }
      #for (F, 0, 1)
        #for (S, -1, 1, 2)
          object { PointedArch(1.2, 2, 9) translate <S * 2.2, 15.5 + F * 5, 0> }
          object { PointedArch(1.2, 2, 9) rotate y * 90 translate <0, 15.5 + F * 5, S * 2.2> }
        #end
      #end
      BridgeStone()
    }
    box { <-5, 14, -5>, <5, 25.5, 5> #if (IsDark) LitWindow(0.55) #else texture { WindowGlass } #end }
    object { SquareLedge(6, 0.5, 0.7) translate y * 13.8 Coping() }
    object { SquareLedge(6, 0.9, 1.1) translate y * 25.4 Coping() }
    #for (I, 0, 3)
      object { PointedFrame(5.2, 3.6, 0.6, 0.3) translate <0, DeckHeight(58), -6> rotate y * (90 * I + 90) Coping() }
      #for (F, 0, 1)
        #for (S, -1, 1, 2) object { PointedFrame(1.2, 2, 0.22, 0.2) translate <S * 2.2, 15.5 + F * 5, -6> rotate y * 90 * I Coping() } #end
      #end
      union {
        cylinder { y * 22, y * 29.5, 1.15 BridgeStone() }
        cone { y * 20.4, 0.2, y * 22, 1.15 BridgeStone() }
        torus { 1.15, 0.2 translate y * 29.4 Coping() }
        cone { y * 29.5, 1.45, y * 34.5, 0 texture { Slate } }
        sphere { y * 34.6, 0.16 texture { Gold } }
        translate <-5.9, 0, -5.9> rotate y * 90 * I
      }
    #end
    intersection {
      plane { vnormalize(<12, 5.4, 0>), 0 translate y * 38 }
      plane { vnormalize(<-12, 5.4, 0>), 0 translate y * 38 }
      plane { vnormalize(<0, 4.6, 13>), 0 translate <0, 38, 1.2> }
      plane { vnormalize(<0, 4.6, -13>), 0 translate <0, 38, -1.2> }
      plane { -y, -26.4 }
      texture { Slate }
    }
    #for (S, -1, 1, 2) cylinder { <0, 37.8, S * 1.1>, <0, 40.5, S * 1.1>, 0.07 texture { Gold } } sphere { <0, 38.6, S * 1.1>, 0.28 texture { Gold } } #end
    translate x * -58
  }
  #for (I, -2, 2)
    #for (Sign, -1, 1, 2) object { StreetLamp(3.0) translate <I * 19 + 4, DeckHeight(I * 19 + 4) + 1.1, Sign * (Deep - 0.1)> } #end
  #end
}
object { Bridge }
#if (IsDark)
  #for (I, 0, 4) light_source { <Middles[I], 0.8, 0> rgb <1.0, 0.62, 0.30> * 1.3 fade_distance 6 fade_power 2 } #end
  #for (I, -1, 1) light_source { <I * 34, 1, -26> rgb <1.0, 0.70, 0.40> * 0.9 fade_distance 14 fade_power 2 shadowless } #end
#end

// River along z, quays of stone on both sides with houses and trees.
plane { y, 0 interior { WaterInterior } Water(srgb <0.16, 0.20, 0.17>, 0.10, 1.6) }
#declare Walls = array[6] { srgb <0.88, 0.80, 0.62>, srgb <0.82, 0.66, 0.52>, srgb <0.90, 0.88, 0.82>, srgb <0.74, 0.72, 0.66>, srgb <0.70, 0.50, 0.42>, srgb <0.62, 0.68, 0.64> }
#for (Sign, -1, 1, 2)
  union {
    box { <52, -4, -400>, <400, 5.4, 400> BridgeStone() }
    box { <51.7, 5.4, -400>, <52.6, 6.3, -9> Coping() }
    box { <51.7, 5.4, 9>, <52.6, 6.3, 400> Coping() }
    box { <52.6, 5.0, -400>, <400, 5.45, 400> Cobbles(srgb <0.50, 0.46, 0.42>, srgb <0.62, 0.58, 0.52>, 0.25) }
    scale <Sign, 1, 1>
  }
  #local R = seed(Sign + 20);
  #local Z = -150;
  #for (I, 1, 22)
    #local Wide = 9 + 5 * rand(R);
    #if (abs(Z + Wide / 2) > 10)
      object {
        House(I + Sign * 3 + 40, Wide, 2 + int(rand(R) * 2.6), 11, Walls[int(rand(R) * 5.99)], srgb <0.52, 0.30, 0.22>, srgb <0.30 + 0.2 * rand(R), 0.33, 0.30>, 0.5)
        rotate y * 90 * Sign translate <Sign * 78, 5.4, Z + Wide / 2>
      }
    #end
    #local Z = Z + Wide + 0.02;
  #end
  box { <64, 5, -7>, <400, DeckHeight(64), 7> scale <Sign, 1, 1> BridgeStone() }
#end
#declare Plane = object { BroadTree(9, 11, srgb <0.22, 0.31, 0.12>, srgb <0.42, 0.50, 0.20>, 8000) }
#for (I, -6, 6)
  #if (abs(I) > 0)
    object { Plane rotate y * I * 61 scale 0.85 + 0.05 * mod(I + 12, 4) translate <62, 5.4, I * 13 + 4> }
    object { Plane rotate y * I * 113 scale 0.8 + 0.06 * mod(I + 13, 4) translate <-64, 5.4, I * 13 - 5> }
  #end
#end
// Wooded hills behind the town.
#macro Hill(Across, Tall, At, Tone)
  sphere { 0, 1 scale <Across, Tall, Across * 0.6> translate At
    texture { pigment { granite color_map { [0 color srgb <0.16, 0.22, 0.13> * Tone] [1 color srgb <0.33, 0.40, 0.22> * Tone] } scale 60 } normal { granite 1 scale 20 } finish { Dull } } }
#end
Hill(700, 150, <-300, -20, 900>, 1) Hill(600, 110, <500, -20, 1000>, 0.9) Hill(700, 130, <200, -20, -1000>, 1) Hill(600, 120, <-700, -20, -800>, 0.9)
Hill(500, 120, <-1000, -10, 100>, 1) Hill(500, 90, <1000, -10, 0>, 1)
// People on the bridge.
#for (I, 1, 14)
  object { Person(ShotSeed + I) rotate y * (I * 97) translate <-50 + I * 6.5, DeckHeight(-50 + I * 6.5), -4.2 + mod(I * 2.9, 6)> }
#end
#if (HasExtra("boat"))
  union {
    intersection { sphere { 0, 1 scale <0.9, 0.8, 3> translate y * 0.35 } plane { y, 0.5 } plane { -y, 0.3 } texture { pigment { color srgb <0.45, 0.14, 0.10> } finish { Polished } } }
    #for (I, -1, 1) box { <-0.75, 0.42, I - 0.15>, <0.75, 0.5, I + 0.15> WoodPlanks(srgb <0.5, 0.35, 0.2>, 0.3) } #end
    object { Person(ShotSeed + 70) translate <0, 0.1, -0.3> }
    rotate y * 60 translate <8, 0, -34>
  }
#end
#if (HasExtra("branch"))
  object { Plane scale 0.8 translate ShotFrom + vrotate(<-4.2, -7.4, 7>, y * degrees(atan2(ShotAt.x - ShotFrom.x, ShotAt.z - ShotFrom.z))) }
#end

PlaceAtmosphere()
