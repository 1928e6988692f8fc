// Meridian Helix: a glass tower of fifty floors, each turned a little against the one below; bronze spines follow the twist up to
// a slanting crown ring. A plaza with pools and plane trees, office blocks around.
#version 3.7;
#include "common/all.pov"

#declare Floors = 50;
#declare FloorTall = 3.6;
#declare Twist = 2.9; // degrees a floor
#macro FloorScale(F) (1.10 - 0.42 * pow(F / Floors, 1.3) + 0.10 * exp(-F / 2.5)) #end

#declare CurtainGlass = texture {
  pigment { color srgb <0.10, 0.20, 0.26> }
  normal { average normal_map { [1 bumps 0.012 scale 3] [1 function { abs(sin(x * 1.1)) + abs(sin(z * 1.1)) } 0.02] } }
  finish { ambient 0 diffuse 0.45 specular 0.6 roughness 0.003 reflection { 0.22, 0.85 fresnel on } conserve_energy }
}
#declare WhiteMetal = texture { pigment { color srgb <0.90, 0.91, 0.92> } finish { ambient 0 diffuse 0.75 specular 0.3 roughness 0.03 reflection { 0.02, 0.1 } } }
#declare Bronze = texture { pigment { color srgb <0.72, 0.46, 0.24> } finish { ambient 0 diffuse 0.65 specular 0.5 roughness 0.03 metallic reflection { 0.08, 0.2 metallic } } }
#declare DarkMetal = texture { pigment { color srgb <0.16, 0.18, 0.20> } finish { ambient 0 diffuse 0.6 specular 0.3 roughness 0.03 } }

// Plan: a rounded triangle of radius about 15.
#declare PlanRadius = function(a) { 14.5 * (1 + 0.13 * cos(3 * a) - 0.02 * cos(6 * a)) }
#declare PlanCount = 72;
#macro PlanPoint(I, Extra, Y) #local A = 2 * pi * I / PlanCount; <(PlanRadius(A) + Extra) * cos(A), Y, (PlanRadius(A) + Extra) * sin(A)> #end
// The extruded plan as a mesh: outer wall and both lids.
#macro Plan(Extra, Bottom, Top)
  mesh {
    #for (I, 0, PlanCount - 1)
      #local P = PlanPoint(I, Extra, Bottom); #local Q = PlanPoint(I + 1, Extra, Bottom);
      triangle { P, Q, Q + y * (Top - Bottom) } triangle { P, Q + y * (Top - Bottom), P + y * (Top - Bottom) }
      triangle { y * Bottom, P, Q } triangle { y * Top, P + y * (Top - Bottom), Q + y * (Top - Bottom) }
    #end
  }
#end
#declare GlassFloor = object { Plan(0, 0, FloorTall) }
#declare Slab = object { Plan(0.85, FloorTall - 0.42, FloorTall + 0.02) }
#declare SlabRim = object { Plan(1.05, FloorTall - 0.12, FloorTall + 0.08) }
#declare Mullions = union {
  #for (I, 0, PlanCount - 1)
    #local A = 2 * pi * I / PlanCount;
    box { <-0.05, 0, -0.10>, <0.10, FloorTall, 0.10> rotate y * -degrees(A) translate <PlanRadius(A) * cos(A), 0, PlanRadius(A) * sin(A)> }
  #end
}
#macro SpinePoint(K, F)
  #local A = radians(120 * K - Twist * F);
  #local Radius = (PlanRadius(0) + 1.1) * FloorScale(F);
  <Radius * cos(A), 5 + F * FloorTall, Radius * sin(A)>
#end
#declare Rooms = seed(7);
#declare Tower = union {
  #for (F, 0, Floors - 1)
    #local S = FloorScale(F);
    #local IsService = (mod(F, 13) = 12);
    union {
      object {
        GlassFloor
        #if (IsService) texture { DarkMetal } #else texture { CurtainGlass } #end
      }
      object { Slab texture { WhiteMetal } }
      object { SlabRim texture { WhiteMetal } }
      object { Mullions texture { DarkMetal } }
      #if (IsDark & !IsService)
        #for (I, 0, PlanCount - 1)
          #local A = 2 * pi * (I + 0.5) / PlanCount;
          #if (rand(Rooms) < 0.5)
            box { <-0.02, 0.25, -0.55>, <0.03, FloorTall - 0.6, 0.55> rotate y * -degrees(A) translate <(PlanRadius(A) + 0.01) * cos(A), 0, (PlanRadius(A) + 0.01) * sin(A)> LitWindow(0.35 + 0.5 * rand(Rooms)) }
          #end
        #end
      #end
      scale <S, 1, S> rotate y * Twist * F translate y * (5 + F * FloorTall)
    }
  #end
  // three bronze spines that wind up the corners
  #for (K, 0, 2)
    #for (F, 0, Floors - 1)
      #for (Half, 0, 1)
        #local G = F + Half / 2;
        cone { SpinePoint(K, G), 0.85 - 0.3 * G / Floors, SpinePoint(K, G + 0.5), 0.85 - 0.3 * (G + 0.5) / Floors texture { Bronze } }
        sphere { SpinePoint(K, G), 0.85 - 0.3 * G / Floors texture { Bronze } }
      #end
    #end
  #end
  // crown: a slanting ring and a mast
  union {
    #for (I, 0, 71)
      #local A = 2 * pi * I / 72;
      #local Radius = PlanRadius(A + radians(Twist * Floors)) * 0.70;
      cylinder { <Radius * cos(A), 184, Radius * sin(A)>, <Radius * cos(A), 192 + 7 * cos(A), Radius * sin(A)>, 0.13 }
    #end
    #for (Ring, 0, 2)
      #for (I, 0, 71)
        #local A = 2 * pi * I / 72; #local B = 2 * pi * (I + 1) / 72;
        #local RA = PlanRadius(A + radians(Twist * Floors)) * 0.70; #local RB = PlanRadius(B + radians(Twist * Floors)) * 0.70;
        cylinder { <RA * cos(A), 186.5 + Ring * 2.75 + Ring * 3.5 * cos(A), RA * sin(A)>, <RB * cos(B), 186.5 + Ring * 2.75 + Ring * 3.5 * cos(B), RB * sin(B)>, 0.16 + 0.2 * (Ring = 2) }
      #end
    #end
    cone { y * 184, 0.5, y * 214, 0.08 }
    texture { WhiteMetal }
  }
  // lobby: tall glass on leaning columns
  cylinder { 0, y * 5.5, 12 #if (IsDark) LitWindow(0.7) #else texture { CurtainGlass } #end }
  #for (I, 0, 11) cylinder { <16.5, 0, 0>, <14.5, 5.4, 2>, 0.45 rotate y * 30 * I texture { WhiteMetal } } #end
}
object { Tower }
#if (IsDark)
  light_source { <0, 2, -26> rgb <1, 0.9, 0.75> * 1.2 fade_distance 12 fade_power 2 }
  light_source { <26, 2, 12> rgb <1, 0.9, 0.75> * 1.2 fade_distance 12 fade_power 2 }
  light_source { <0, 188, 0> rgb <0.7, 0.85, 1> * 1.5 fade_distance 9 fade_power 2 }
  light_source { <-30, 3, 16> rgb <0.7, 0.85, 1> * 1.1 fade_distance 26 fade_power 2 shadowless }
#end

// Plaza and office blocks.
plane { y, -0.02 texture { pigment { granite color_map { [0 color srgb <0.30, 0.30, 0.31>] [1 color srgb <0.42, 0.42, 0.42>] } scale 2 } finish { Matt } } }
box { <-60, -1, -75>, <60, 0.12, 60> Slabs(srgb <0.62, 0.61, 0.59>, srgb <0.74, 0.72, 0.69>, 1.2) }
#for (S, -1, 1, 2)
  box { <S * 12, 0, -62>, <S * 30, 0.42, -30> texture { pigment { color srgb <0.46, 0.46, 0.46> } finish { Matt } } }
  box { <S * 12.5, 0, -61.5>, <S * 29.5, 0.46, -30.5> interior { WaterInterior } Water(srgb <0.10, 0.20, 0.22>, 0.06, 0.5) }
#end
#macro OfficeBlock(Seed, Wide, Tall, Deep, Colour, Bay)
  #local R = seed(Seed);
  union {
    box { <-Wide / 2 + 0.3, 0, 0.3>, <Wide / 2 - 0.3, Tall - 0.4, Deep - 0.3>
      #if (IsDark)
        texture {
          pigment { function { 0.5 + 0.5 * sin(floor((x + 900) / Bay) * 12.9898 + floor(y / 3.5) * 78.233 + floor((z + 900) / Bay) * 37.719 + Seed) } color_map { [0.55 color srgb <0.05, 0.07, 0.09>] [0.55 rgb <0.9, 0.62, 0.3>] [1 rgb <1, 0.8, 0.5>] } }
          finish { ambient 0 diffuse 0.1 emission 0.4 }
        }
      #else texture { WindowGlass } #end
    }
    #for (F, 0, floor(Tall / 3.5)) box { <-Wide / 2, F * 3.5 - 0.55, 0>, <Wide / 2, F * 3.5 + 0.55, Deep> texture { pigment { color Colour } normal { granite 0.1 } finish { Matt } } } #end
    #for (I, 1, floor(Wide / Bay - 0.3)) box { <-Wide / 2 + I * Bay - 0.22, 0, -0.12>, <-Wide / 2 + I * Bay + 0.22, Tall, Deep + 0.12> texture { pigment { color Colour * 0.92 } finish { Matt } } } #end
    #for (I, 1, floor(Deep / Bay - 0.3)) box { <-Wide / 2 - 0.12, 0, I * Bay - 0.22>, <Wide / 2 + 0.12, Tall, I * Bay + 0.22> texture { pigment { color Colour * 0.92 } finish { Matt } } } #end
    box { <-Wide / 2 - 0.2, Tall - 0.5, -0.2>, <Wide / 2 + 0.2, Tall + 0.9, Deep + 0.2> texture { pigment { color Colour } finish { Matt } } }
    box { <-Wide * 0.25, Tall, Deep * 0.3>, <Wide * 0.15, Tall + 3.4, Deep * 0.7> texture { pigment { color srgb <0.55, 0.56, 0.57> } finish { Matt } } }
  }
#end
#declare BlockColours = array[6] { srgb <0.72, 0.68, 0.62>, srgb <0.58, 0.36, 0.28>, srgb <0.80, 0.79, 0.77>, srgb <0.46, 0.48, 0.50>, srgb <0.66, 0.56, 0.44>, srgb <0.35, 0.38, 0.42> }
#declare R = seed(11);
#for (Ring, 0, 2)
  #for (I, 0, 11 + Ring * 4)
    #local A = 360 * (I + 0.5 * mod(Ring, 2)) / (12 + Ring * 4);
    #local Tall = (7 + int(rand(R) * (7 + Ring * 7))) * 3.5;
    #local Wide = 22 + 14 * rand(R);
    #local Turn = floor(A / 90 + 0.5) * 90;
    #if (!(Ring < 2 & abs(A - 180) < 26))
      object {
        OfficeBlock(I + Ring * 30, Wide, Tall * (Ring = 0 ? 0.6 : 1), 20 + 8 * rand(R), BlockColours[int(rand(R) * 5.99)], (rand(R) < 0.5 ? 1.6 : 3.2))
        translate z * (86 + Ring * 62) rotate y * A
      }
    #end
  #end
#end
#declare Tree = object { BroadTree(15, 9, srgb <0.22, 0.33, 0.13>, srgb <0.42, 0.52, 0.22>, 7000) }
#for (I, 0, 6)
  #for (S, -1, 1, 2)
    union { object { Tree rotate y * (I * 77 + S * 30) scale 0.8 + 0.05 * mod(I * 3, 4) } box { <-1, 0, -1>, <1, 0.45, 1> texture { pigment { color srgb <0.5, 0.5, 0.49> } finish { Matt } } } translate <S * 36, 0.1, -64 + I * 14> }
    #if (mod(I, 2) = 0) object { Bench() rotate y * 90 * S translate <S * 33, 0.12, -57 + I * 14> } #end
  #end
#end
#for (I, 0, 5)
  #for (S, -1, 1, 2)
    union { cylinder { 0, y * 6, 0.07 } box { <-0.8, 5.95, -0.1>, <0.8, 6.05, 0.1> } texture { DarkMetal } translate <S * 9.5, 0.1, -66 + I * 8> }
    #if (IsDark) light_source { <S * 9.5, 5.8, -66 + I * 8> rgb <1, 0.9, 0.7> * 0.9 fade_distance 4 fade_power 2 shadowless } #end
  #end
#end
Crowd(ShotSeed, 16, <0, 0.12, -48>, 12)
Crowd(ShotSeed + 20, 12, <0, 0.12, -26>, 9)
#if (HasExtra("tree"))
  object { Tree scale 0.85 translate <ShotFrom.x, 0, ShotFrom.z> + vrotate(<-4, 0, 9>, y * degrees(atan2(ShotAt.x - ShotFrom.x, ShotAt.z - ShotFrom.z))) }
#end
#if (HasExtra("lamp"))
  object { StreetLamp(3.8) translate <ShotFrom.x, 0, ShotFrom.z> + vrotate(<1.0, 0, 4.4>, y * degrees(atan2(ShotAt.x - ShotFrom.x, ShotAt.z - ShotFrom.z))) }
#end

PlaceAtmosphere()
