// Hoshimori Pagoda: five storeys of vermilion timber under grey tiled roofs with lifted corners, a bronze finial, a pond with
// a red footbridge, cherry trees in blossom, stone lanterns, wooded hills.
#version 3.7;
#include "common/all.pov"

#declare Vermilion = texture {
  pigment { granite color_map { [0 color srgb <0.55, 0.15, 0.09>] [0.5 color srgb <0.72, 0.22, 0.12>] [1 color srgb <0.78, 0.29, 0.17>] } scale <0.4, 2, 0.4> }
  normal { granite 0.15 scale <0.3, 2, 0.3> }
  finish { ambient 0 diffuse 0.75 specular 0.1 roughness 0.06 }
}
#declare WhitePlaster = texture { pigment { granite color_map { [0 color srgb <0.80, 0.77, 0.70>] [1 color srgb <0.92, 0.90, 0.85>] } scale 3 } finish { Dull } }
#declare GreenLattice = texture {
  pigment { function { select(0.5 - abs(x / 0.16 - floor(x / 0.16) - 0.5) - 0.22, 0, 1) } color_map { [0.5 color srgb <0.24, 0.45, 0.33>] [0.5 color srgb <0.06, 0.07, 0.06>] } }
  finish { Matt }
}
#declare Bronze = texture { pigment { granite color_map { [0 color srgb <0.30, 0.36, 0.30>] [0.5 color srgb <0.46, 0.42, 0.30>] [1 color srgb <0.62, 0.52, 0.32>] } } finish { ambient 0 diffuse 0.6 specular 0.5 roughness 0.04 metallic } }
#declare RoofTile = texture {
  pigment {
    function { 0.5 * (0.5 + 0.5 * sin(floor(x / 0.36) * 12.9898 + floor(z / 0.3) * 78.233)) + 0.5 * f_noise3d(x * 0.7, y * 0.7, z * 0.7) }
    color_map { [0 color srgb <0.24, 0.27, 0.29>] [0.6 color srgb <0.34, 0.37, 0.39>] [1 color srgb <0.44, 0.47, 0.47>] }
  }
  normal { function { abs(sin(x / 0.36 * pi)) } 0.9 }
  finish { ambient 0 diffuse 0.7 specular 0.25 roughness 0.04 }
}

// Point of a roof side that faces -z: U along the eaves (-1 to 1), V from the top (0) to the eaves (1).
#macro RoofPoint(U, V, Inner, Outer, Tall, Lift)
  #local Half = Inner + (Outer - Inner) * V;
  <U * Half, Tall * pow(1 - V, 1.55) + Lift * pow(abs(U), 5) * V * V, -Half - 0.25 * Lift * pow(abs(U), 5) * V * V>
#end
#macro RoofSide(Inner, Outer, Tall, Lift, Drop)
  mesh {
    #local NU = 28; #local NV = 8;
    #for (I, 0, NU - 1)
      #for (J, 0, NV - 1)
        #local A = RoofPoint(I / NU * 2 - 1, J / NV, Inner, Outer, Tall, Lift) - y * Drop;
        #local B = RoofPoint((I + 1) / NU * 2 - 1, J / NV, Inner, Outer, Tall, Lift) - y * Drop;
        #local C = RoofPoint((I + 1) / NU * 2 - 1, (J + 1) / NV, Inner, Outer, Tall, Lift) - y * Drop;
        #local D = RoofPoint(I / NU * 2 - 1, (J + 1) / NV, Inner, Outer, Tall, Lift) - y * Drop;
        triangle { A, B, C } triangle { A, C, D }
      #end
    #end
  }
#end
#macro RoofEdge(Inner, Outer, Tall, Lift, Drop)
  union {
    #for (I, 0, 27)
      #local P = RoofPoint(I / 28 * 2 - 1, 1, Inner, Outer, Tall, Lift); #local Q = RoofPoint((I + 1) / 28 * 2 - 1, 1, Inner, Outer, Tall, Lift);
      mesh { triangle { P, Q, Q - y * Drop } triangle { P, Q - y * Drop, P - y * Drop } texture { Vermilion } }
      cylinder { P + y * 0.03, Q + y * 0.03, 0.11 texture { RoofTile } }
    #end
    // round tile ends
    #local Count = floor(Outer * 2 / 0.36);
    #for (I, 0, Count)
      #local P = RoofPoint(I / Count * 2 - 1, 1, Inner, Outer, Tall, Lift);
      cylinder { P + <0, 0.02, -0.05>, P + <0, 0.02, 0.15>, 0.1 texture { RoofTile } }
    #end
    // rafters with white ends
    #for (I, 0, Count)
      #local P = RoofPoint((I / Count * 2 - 1) * 0.98, 1, Inner, Outer, Tall, Lift);
      box { <-0.06, -Drop - 0.14, -0.02>, <0.06, -Drop + 0.02, max(0.1, min(1.7, Outer * (1 - abs(I / Count * 2 - 1))))> rotate x * -4 translate P + z * 0.12 texture { Vermilion } }
      box { <-0.055, -Drop - 0.13, -0.035>, <0.055, -Drop + 0.01, -0.02> translate P + z * 0.12 texture { WhitePlaster } }
    #end
    // hip ridge with a curled end
    #for (J, 0, 7)
      #local P = RoofPoint(1, J / 8, Inner, Outer, Tall, Lift); #local Q = RoofPoint(1, (J + 1) / 8, Inner, Outer, Tall, Lift);
      cylinder { P + y * 0.12, Q + y * 0.12, 0.2 texture { RoofTile } }
      sphere { Q + y * 0.12, 0.2 texture { RoofTile } }
    #end
    #local P = RoofPoint(1, 1, Inner, Outer, Tall, Lift);
    sphere { P + <0.1, 0.35, -0.1>, 0.22 texture { RoofTile } }
    cone { P - y * 0.5, 0.16, P - y * 1.0, 0.22 texture { Bronze } }
  }
#end

// One storey: body of half width W and height H; its roof reaches out to Outer.
#macro Storey(W, H, Outer, RoofTall, Inner, IsGround)
  #local Bay = W * 2 / 3;
  union {
    box { <-W + 0.15, 0, -W + 0.15>, <W - 0.15, H, W - 0.15> texture { WhitePlaster } }
    #for (K, 0, 3)
      union {
        #for (I, 0, 2) cylinder { <-W + I * Bay, 0, -W>, <-W + I * Bay, H, -W>, 0.24 texture { Vermilion } } #end
        box { <-W - 0.3, 0, -W - 0.2>, <W + 0.3, 0.35, -W + 0.1> texture { Vermilion } }
        box { <-W - 0.3, H * 0.62, -W - 0.14>, <W + 0.3, H * 0.62 + 0.28, -W + 0.1> texture { Vermilion } }
        box { <-W - 0.4, H - 0.3, -W - 0.2>, <W + 0.4, H, -W + 0.1> texture { Vermilion } }
        // doors in the middle, lattice windows beside
        box { <-Bay / 2 + 0.3, 0.3, -W + 0.02>, <Bay / 2 - 0.3, H * 0.62, -W + 0.2>
          #if (IsDark) LitWindow(0.8) #else WoodPlanks(srgb <0.42, 0.16, 0.10>, 0.3) #end }
        box { <-0.05, 0.3, -W - 0.03>, <0.05, H * 0.62, -W + 0.1> texture { Vermilion } }
        #for (S, -1, 1, 2)
          box { <S * Bay - Bay / 2 + 0.45, H * 0.22, -W + 0.02>, <S * Bay + Bay / 2 - 0.45, H * 0.58, -W + 0.2> #if (IsDark) LitWindow(0.5) #else texture { GreenLattice } #end }
          difference {
            box { <S * Bay - Bay / 2 + 0.35, H * 0.18, -W - 0.05>, <S * Bay + Bay / 2 - 0.35, H * 0.62, -W + 0.1> }
            box { <S * Bay - Bay / 2 + 0.45, H * 0.22, -W - 1>, <S * Bay + Bay / 2 - 0.45, H * 0.58, -W + 1> }
            texture { Vermilion }
          }
        #end
        // brackets in three steps
        #for (I, 0, 6)
          #local X = -W + I * Bay / 2;
          #for (L, 0, 2)
            box { <X - 0.22 - L * 0.12, H + L * 0.32, -W - 0.35 - L * 0.45>, <X + 0.22 + L * 0.12, H + 0.2 + L * 0.32, -W + 0.2> texture { Vermilion } }
            box { <X - 0.2, H + 0.2 + L * 0.32, -W - 0.35 - L * 0.45>, <X + 0.2, H + 0.32 + L * 0.32, -W - 0.05 - L * 0.45> texture { WhitePlaster } }
          #end
        #end
        box { <-W - 1.2, H + 0.95, -W - 1.35>, <W + 1.2, H + 1.15, -W - 1.1> texture { Vermilion } }
        // balcony
        #if (!IsGround)
          box { <-W - 1.0, -0.16, -W - 1.0>, <W + 1.0, 0, -W> texture { Vermilion } }
          #for (L, 0, 2) box { <-W - 1.0, 0.25 + L * 0.27, -W - 0.98>, <W + 1.0, 0.33 + L * 0.27, -W - 0.9> texture { Vermilion } } #end
          #for (I, 0, 8) box { <-W - 1.0 + I * (W + 0.96) / 4, 0, -W - 1.0>, <-W - 0.88 + I * (W + 0.96) / 4, 1.0, -W - 0.88> texture { Vermilion } } #end
        #end
        union {
          object { RoofSide(Inner, Outer, RoofTall, 0.95, 0) texture { RoofTile } }
          object { RoofSide(Inner, Outer, RoofTall, 0.95, 0.28) texture { Vermilion } }
          RoofEdge(Inner, Outer, RoofTall, 0.95, 0.28)
          translate y * (H + 1.0)
        }
        rotate y * 90 * K
      }
    #end
  }
#end

#declare Pagoda = union {
  box { <-7.4, 0, -7.4>, <7.4, 1.3, 7.4> Masonry(1.4, 0.65, 0.02, srgb <0.50, 0.49, 0.46>, srgb <0.60, 0.58, 0.55>, srgb <0.68, 0.66, 0.62>, srgb <0.36, 0.35, 0.33>, 0.3, 0.7) }
  box { <-7.7, 1.25, -7.7>, <7.7, 1.5, 7.7> texture { pigment { granite color_map { [0 color srgb <0.55, 0.54, 0.51>] [1 color srgb <0.70, 0.68, 0.64>] } } finish { Matt } } }
  #for (K, 0, 3) #for (I, 0, 4) box { <-1.8, 0, -9.2 + I * 0.4>, <1.8, 0.28 * (I + 1), -7> rotate y * 90 * K texture { pigment { color srgb <0.60, 0.58, 0.54> } normal { granite 0.2 } finish { Matt } } } #end #end
  object { Storey(5.2, 4.6, 9.4, 2.5, 4.6, true) translate y * 1.5 }
  object { Storey(4.5, 3.2, 8.5, 2.3, 4.0, false) translate y * 9.6 }
  object { Storey(3.9, 3.0, 7.7, 2.2, 3.4, false) translate y * 16.1 }
  object { Storey(3.3, 2.9, 6.9, 2.1, 2.8, false) translate y * 22.3 }
  object { Storey(2.8, 2.8, 6.2, 3.0, 0.4, false) translate y * 28.3 }
  union {
    box { <-0.7, 35, -0.7>, <0.7, 35.7, 0.7> }
    sphere { 0, 0.85 scale <1, 0.7, 1> translate y * 35.8 }
    cylinder { y * 35, y * 45.5, 0.1 }
    #for (I, 0, 8) torus { 0.75 - I * 0.045, 0.11 translate y * (37 + I * 0.65) } cylinder { <-0.7 + I * 0.045, 37 + I * 0.65, 0>, <0.7 - I * 0.045, 37 + I * 0.65, 0>, 0.04 } #end
    cone { y * 43, 0.5, y * 44.4, 0.05 }
    sphere { y * 44.8, 0.25 } sphere { y * 45.5, 0.2 }
    texture { Bronze }
  }
}
object { Pagoda }
#if (IsDark)
  #for (K, 0, 3)
    light_source { <5, 2, -13> rgb <1, 0.70, 0.40> * 1.2 fade_distance 8 fade_power 2 rotate y * 90 * K }
    light_source { <0, 12.6, -9.5> rgb <1, 0.74, 0.45> * 0.8 fade_distance 4 fade_power 2 shadowless rotate y * 90 * K }
    light_source { <0, 25, -8> rgb <1, 0.74, 0.45> * 0.8 fade_distance 4 fade_power 2 shadowless rotate y * 90 * K }
  #end
#end

// Garden: raked gravel, moss, pond toward -z and +x, cherry trees, lanterns, a footbridge, forest.
#declare Ground = difference {
  box { <-200, -3, -200>, <200, 0, 200> }
  sphere { 0, 1 scale <24, 1.6, 13> translate <16, 0.1, -34> }
  sphere { 0, 1 scale <15, 1.6, 10> translate <-4, 0.1, -40> }
  texture { MeadowGround }
}
object { Ground }
cylinder { -y * 0.2, y * 0.05, 15 texture { Gravel } }
box { <-2.2, -0.2, -30>, <2.2, 0.06, -9> texture { Gravel } }
plane { y, -0.35 interior { WaterInterior } Water(srgb <0.10, 0.13, 0.09>, 0.05, 0.7) }
#declare R = seed(4);
#declare Boulder = isosurface {
  function { x * x + y * y * 2 + z * z - 0.7 + 0.7 * f_noise3d(x * 1.6, y * 1.6, z * 1.6) }
  contained_by { box { -1, 1 } } max_gradient 5 accuracy 0.01
  Rock(srgb <0.36, 0.36, 0.34>, srgb <0.56, 0.55, 0.51>, 0.8)
}
#for (I, 0, 43)
  #local A = radians(I * 360 / 44);
  #local P = (I < 30 ? <16 + 24 * cos(A * 1.46), -0.2, -34 + 13 * sin(A * 1.46)> : <-4 + 15 * cos(A * 3), -0.2, -40 + 10 * sin(A * 3)>);
  object { Boulder rotate y * I * 77 scale <1, 0.7, 1> * (0.5 + 0.7 * rand(R)) translate P }
#end
#declare Cherry = object {
  union {
    union { Branches(3, 1.9, 6, 0.26, 2.4, 9) Bark(srgb <0.30, 0.22, 0.19>) }
    LeafCloud(21, 5.2, 3.6, 1.6, 22, 20000, 0.085, srgb <0.86, 0.58, 0.65>, srgb <0.96, 0.84, 0.87>)
  }
}
#declare Maple = object { BroadTree(31, 8, srgb <0.30, 0.36, 0.12>, srgb <0.50, 0.52, 0.20>, 8000) }
#declare Fir = object { Conifer(8, 17, 9000) }
// Angles run from +x clockwise as seen from below: 90 is the front (-z), which stays open.
#for (I, 0, 9)
  #local A = I * 36 + 14;
  #if (A < 62 | A > 120) object { Cherry rotate y * I * 67 scale 0.85 + 0.09 * mod(I * 3, 5) translate vrotate(<20 + mod(I * 7, 6), 0, 0>, y * A) } #end
#end
object { Cherry rotate y * 40 scale 1.1 translate <-16, 0, -22> }
object { Cherry rotate y * 140 scale 0.9 translate <24, 0, -53> }
object { Cherry rotate y * 200 scale 1.0 translate <-22, 0, -50> }
#for (I, 0, 10) object { Maple rotate y * I * 53 scale 0.8 + 0.1 * mod(I * 3, 4) translate vrotate(<33 + mod(I * 5, 9), 0, 0>, y * (I * 19 - 190)) } #end
#for (I, 0, 49) object { Fir rotate y * I * 31 scale <1, 0.8 + 0.1 * mod(I * 7, 6), 1> translate vrotate(<48 + mod(I * 13, 40), 0, 0>, y * (I * 3.9 - 187)) } #end
#declare Azalea = object { Bush(5, 1.1, srgb <0.20, 0.30, 0.13>, srgb <0.36, 0.45, 0.20>, 1100) }
#for (I, 0, 23) object { Azalea rotate y * I * 70 scale 0.7 + 0.5 * rand(R) translate vrotate(<15.8 + 2 * rand(R), 0.1, 0>, y * (I * 15 + 4)) } #end
#declare Lantern = union {
  cylinder { 0, y * 0.2, 0.45 } cylinder { y * 0.2, y * 1.1, 0.17 } cylinder { y * 1.1, y * 1.25, 0.38 }
  difference { box { <-0.26, 1.25, -0.26>, <0.26, 1.7, 0.26> } box { <-0.14, 1.33, -1>, <0.14, 1.62, 1> } box { <-1, 1.33, -0.14>, <1, 1.62, 0.14> } }
  object { Spire(4, 0.62, 0.5) translate y * 1.7 } sphere { y * 2.2, 0.12 }
  Rock(srgb <0.44, 0.44, 0.41>, srgb <0.62, 0.61, 0.57>, 0.5)
}
#for (I, 0, 2)
  #for (S, -1, 1, 2)
    object { Lantern translate <S * 3.2, 0, -13 - I * 6> }
    #if (IsDark) light_source { <S * 3.2, 1.48, -13 - I * 6> rgb <1, 0.66, 0.3> * 0.9 fade_distance 1.6 fade_power 2 shadowless } #end
  #end
#end
#declare Footbridge = union {
  #for (I, -12, 12)
    #local Y = 1.9 - 0.014 * I * I;
    box { <I * 0.5 - 0.24, Y - 0.08, -1.2>, <I * 0.5 + 0.24, Y, 1.2> WoodPlanks(srgb <0.50, 0.36, 0.24>, 0.3) }
    #for (S, -1, 1, 2)
      box { <I * 0.5 - 0.26, Y - 0.4, S * 1.1 - 0.1>, <I * 0.5 + 0.26, Y - 0.05, S * 1.1 + 0.1> texture { Vermilion } }
      box { <I * 0.5 - 0.26, Y + 0.85, S * 1.1 - 0.07>, <I * 0.5 + 0.26, Y + 0.97, S * 1.1 + 0.07> texture { Vermilion } }
      box { <I * 0.5 - 0.26, Y + 0.42, S * 1.1 - 0.04>, <I * 0.5 + 0.26, Y + 0.5, S * 1.1 + 0.04> texture { Vermilion } }
      #if (mod(I + 12, 4) = 0) cylinder { <I * 0.5, Y - 0.3, S * 1.1>, <I * 0.5, Y + 1.2, S * 1.1>, 0.1 texture { Vermilion } } sphere { <I * 0.5, Y + 1.28, S * 1.1>, 0.12 texture { Bronze } } #end
    #end
  #end
}
object { Footbridge scale 1.2 rotate y * 80 translate <6, 0, -38> }
#macro ForestHill(Across, Tall, At)
  sphere { 0, 1 scale <Across, Tall, Across * 0.6> translate At
    texture { pigment { granite color_map { [0 color srgb <0.12, 0.18, 0.11>] [0.6 color srgb <0.26, 0.33, 0.18>] [1 color srgb <0.40, 0.45, 0.25>] } scale 30 } normal { granite 1.4 scale 14 } finish { Dull } } }
#end
ForestHill(300, 80, <-120, -10, 380>) ForestHill(260, 65, <190, -10, 400>) ForestHill(260, 80, <-420, -10, 120>) ForestHill(260, 80, <430, -10, 60>) ForestHill(400, 90, <0, -10, -520>)
Crowd(ShotSeed, 7, <0, 0.06, -16>, 4)
Crowd(ShotSeed + 9, 4, <8, 0, -18>, 3)
#if (HasExtra("branch"))
  object { Cherry scale 0.8 translate ShotFrom + vrotate(<-3.1, -4.6, 4.6>, y * degrees(atan2(ShotAt.x - ShotFrom.x, ShotAt.z - ShotFrom.z))) }
#end

PlaceAtmosphere()
