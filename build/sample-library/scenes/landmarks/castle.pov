// Castle Corvane: a ring of pale walls with round towers under tall blue slate cones, a stepped gable hall and a square keep,
// on a wooded crag above a lake.
#version 3.7;
#include "common/all.pov"

#macro PaleWall(Wished) Masonry(Wished, 0.5, 0.016, srgb <0.70, 0.67, 0.61>, srgb <0.80, 0.77, 0.71>, srgb <0.86, 0.83, 0.77>, srgb <0.54, 0.51, 0.46>, 0.3, 0.85) #end
#macro Dressed() Plaster(srgb <0.76, 0.66, 0.54>, 0.6) #end
#declare BlueSlate = texture {
  pigment {
    function { 0.6 * (0.5 + 0.5 * sin(floor(atan2(x, z) * 26 / pi) * 12.9898 + floor(y / 0.4) * 78.233)) + 0.4 * f_noise3d(x * 0.7, y * 0.7, z * 0.7) }
    color_map { [0 color srgb <0.16, 0.24, 0.36>] [0.6 color srgb <0.24, 0.34, 0.47>] [1 color srgb <0.36, 0.45, 0.56>] }
  }
  normal { function { y / 0.4 - floor(y / 0.4) } 0.5 }
  finish { ambient 0 diffuse 0.7 specular 0.25 roughness 0.04 }
}
#declare BlueRoof = texture {
  pigment {
    function { 0.6 * (0.5 + 0.5 * sin(floor(x / 0.4) * 12.9898 + floor(y / 0.35) * 78.233 + floor(z / 0.4) * 37.7)) + 0.4 * f_noise3d(x * 0.7, y * 0.7, z * 0.7) }
    color_map { [0 color srgb <0.16, 0.24, 0.36>] [0.6 color srgb <0.24, 0.34, 0.47>] [1 color srgb <0.36, 0.45, 0.56>] }
  }
  normal { function { y / 0.35 - floor(y / 0.35) } 0.5 }
  finish { ambient 0 diffuse 0.7 specular 0.25 roughness 0.04 }
}
#declare Dark = texture { #if (IsDark) pigment { rgb <1, 0.66, 0.3> } finish { ambient 0 diffuse 0.1 emission 0.6 } #else pigment { color srgb <0.09, 0.08, 0.08> } finish { Dull } #end }

// Round tower: slit windows, a corbelled walk with battlements, a cone with dormers and a vane.
#macro RoundTower(Seed, Radius, Tall, ConeTall)
  union {
    difference {
      cone { y * -14, Radius * 1.12, y * Tall, Radius }
      #for (I, 0, 7)
        box { <-0.22, 0, -Radius * 1.4>, <0.22, 1.9, -Radius * 0.6> translate y * (3 + mod(I * 3, floor(Tall / 4)) * 4) rotate y * (45 * I + Seed * 20) }
      #end
      PaleWall(1.0)
    }
    cylinder { y * 2, y * (Tall - 1), Radius * 0.86 texture { Dark } }
    #for (I, 0, 23) box { <-0.16, Tall - 0.9, -Radius - 0.75>, <0.16, Tall, -Radius + 0.2> rotate y * 15 * I Dressed() } #end
    torus { Radius, 0.16 translate y * Tall * 0.55 Dressed() }
    difference { cylinder { y * Tall, y * (Tall + 3.4), Radius + 0.8 } cylinder { y * (Tall - 1), y * (Tall + 5), Radius + 0.2 }
      #for (I, 0, 11) object { RoundArch(0.7, 1.1, 1) translate <0, Tall + 1.3, -Radius - 0.5> rotate y * 30 * I } #end
      PaleWall(0.9)
    }
    cylinder { y * Tall, y * (Tall + 3.3), Radius - 0.2 texture { Dark } }
    torus { Radius + 0.8, 0.2 translate y * (Tall + 3.4) Dressed() }
    torus { Radius + 0.8, 0.14 translate y * (Tall + 1.0) Dressed() }
    lathe { linear_spline 6, <0, Tall + 3.3>, <Radius + 1.5, Tall + 3.3>, <Radius + 0.95, Tall + 4.2>, <Radius * 0.55, Tall + 3.4 + ConeTall * 0.42>, <0.05, Tall + 3.4 + ConeTall>, <0, Tall + 3.4 + ConeTall> texture { BlueSlate } }
    #for (I, 0, 3)
      union {
        box { <-0.6, 0, -0.9>, <0.6, 1.3, 1> Dressed() }
        box { <-0.35, 0.2, -0.95>, <0.35, 1.1, 0> texture { Dark } }
        object { Spire(4, 0.9, 1.8) translate y * 1.3 texture { BlueSlate } }
        translate <0, Tall + 3.4 + ConeTall * 0.14, -Radius * 0.82> rotate y * (90 * I + Seed * 33)
      }
    #end
    cylinder { y * (Tall + 3 + ConeTall), y * (Tall + 5.6 + ConeTall), 0.06 texture { Gold } }
    sphere { y * (Tall + 3.7 + ConeTall), 0.25 texture { Gold } }
    #if (mod(Seed, 2)) box { <0, Tall + 4.6 + ConeTall, -0.02>, <1.5, Tall + 5.3 + ConeTall, 0.02> texture { pigment { color srgb <0.70, 0.12, 0.12> } finish { ambient 0 diffuse 0.7, 0.3 } } } #end
  }
#end

// Wall between two points of the plan, Tall high, with a battlemented walk.
#macro Curtain(From, To, Tall)
  #local Long = vlength(To - From);
  union {
    difference {
      box { <0, -14, -1.2>, <Long, Tall, 1.2> }
      #for (I, 1, floor(Long / 5)) box { <I * 5 - 2.2, Tall * 0.45, -2>, <I * 5 - 1.9, Tall * 0.45 + 1.6, 2> } #end
      PaleWall(1.1)
    }
    box { <0, Tall - 0.9, -1.75>, <Long, Tall, 1.2> PaleWall(1.1) }
    #for (I, 0, floor(Long / 1.1)) box { <I * 1.1, Tall - 1.7, -1.65>, <I * 1.1 + 0.35, Tall - 0.8, 0> Dressed() } #end
    object { Battlements(Long, 0.9, 1.6, 0.5) translate <0, Tall, -1.5> PaleWall(0.9) }
    rotate y * -degrees(atan2(To.z - From.z, To.x - From.x))
    translate From
  }
#end

// Hall with stepped gables. Centre of the foot at the origin, ridge along x.
#macro Hall(Long, Deep, Tall)
  union {
    difference {
      box { <-Long / 2, -4, -Deep / 2>, <Long / 2, Tall, Deep / 2> }
      #for (I, 0, floor(Long / 3.4) - 1)
        #for (F, 0, 1) object { PointedArch(1.1, 1.7 + F, Deep) translate <-Long / 2 + 2 + I * 3.4, 3 + F * 5.2, 0> } #end
      #end
      PaleWall(1.0)
    }
    #for (I, 0, floor(Long / 3.4) - 1)
      #for (F, 0, 1) #for (S, 0, 1) object { PointedFrame(1.1, 1.7 + F, 0.2, 0.15) translate <-Long / 2 + 2 + I * 3.4, 3 + F * 5.2, -Deep / 2> #if (S) scale <1, 1, -1> #end Dressed() } #end #end
    #end
    box { <-Long / 2 + 0.6, 0, -Deep / 2 + 0.5>, <Long / 2 - 0.6, Tall - 0.3, Deep / 2 - 0.5> texture { Dark } }
    object { Gable(-Long / 2 + 0.5, Long / 2 - 0.5, -Deep / 2 - 0.3, Deep / 2 + 0.3, Tall, Tall + Deep * 0.85) texture { BlueRoof } }
    #for (S, -1, 1, 2)
      #for (I, 0, 6)
        box { <-0.5, Tall - 0.2, -Deep / 2 + I * Deep / 14 - 0.1>, <0.5, Tall + 0.9 + I * Deep * 0.85 / 7, Deep / 2 - I * Deep / 14 + 0.1> translate x * S * (Long / 2 - 0.3) PaleWall(0.9) }
      #end
      object { PointedArch(1.4, 2.2, 0.2) translate <0, 0, 0> rotate y * 90 translate <S * (Long / 2 + 0.2), Tall + 0.5, 0> texture { Dark } }
    #end
    #for (I, 0, 3)
      #for (S, 0, 1)
        union {
          box { <-0.8, 0, -1>, <0.8, 1.8, 2> Dressed() } box { <-0.45, 0.3, -1.05>, <0.45, 1.5, 0> texture { Dark } }
          object { Gable(-1.4, 2.6, -1.05, 1.05, 1.8, 3.2) rotate y * 90 texture { BlueRoof } }
          translate <-Long * 0.36 + I * Long * 0.24, Tall + 1.2, -Deep * 0.36> #if (S) scale <1, 1, -1> #end
        }
      #end
    #end
    #for (I, -1, 1, 2) box { <I * Long * 0.25 - 0.7, Tall, 0.6>, <I * Long * 0.25 + 0.7, Tall + Deep * 0.85 + 2.2, 2.2> PaleWall(0.8) } #end
  }
#end

#declare Plan = array[7] { <-34, 0, -13>, <-15, 0, -20>, <9, 0, -21>, <31, 0, -12>, <33, 0, 12>, <2, 0, 20>, <-31, 0, 14> }
#declare TowerTall = array[7] { 17, 14, 15, 20, 16, 15, 16 }
#declare TowerRadius = array[7] { 4.2, 3.0, 3.2, 4.6, 3.8, 3.4, 3.8 }
#declare Castle = union {
  #for (I, 0, 6)
    Curtain(Plan[I], Plan[mod(I + 1, 7)], 9.5)
    object { RoundTower(I, TowerRadius[I], TowerTall[I], 9 + TowerRadius[I] * 1.7) translate Plan[I] }
  #end
  object { Hall(30, 11, 15) translate <4, 2, 5> }
  object { Hall(17, 8, 11) rotate y * 90 translate <-20, 1, 1> }
  // keep: tall and square, with four turrets
  union {
    difference {
      box { <-6, -4, -6>, <6, 34, 6> }
      #for (F, 0, 4) #for (S, -1, 1, 2) object { PointedArch(1.0, 1.6, 8) translate <S * 2.4, 6 + F * 5.4, 0> } object { PointedArch(1.0, 1.6, 8) rotate y * 90 translate <0, 6 + F * 5.4, S * 2.4> } #end #end
      PaleWall(FitLength(6, 1.1))
    }
    box { <-5.3, 0, -5.3>, <5.3, 33, 5.3> texture { Dark } }
    #for (F, 0, 4) #for (S, -1, 1, 2) #for (K, 0, 3) object { PointedFrame(1.0, 1.6, 0.2, 0.14) translate <S * 2.4, 6 + F * 5.4, -6> rotate y * 90 * K Dressed() } #end #end #end
    #for (F, 0, 1) object { SquareLedge(6, 0.35, 0.5) translate y * (10.6 + F * 10.8) Dressed() } #end
    object { SquareLedge(6, 1.0, 1.3) translate y * 33 Dressed() }
    #for (K, 0, 3)
      object { Battlements(12, 0.9, 1.6, 0.6) translate <-6, 34.2, -6.6> rotate y * 90 * K PaleWall(0.9) }
      union {
        cone { y * 26, 0.2, y * 29, 1.6 Dressed() }
        cylinder { y * 29, y * 38, 1.6 PaleWall(0.9) }
        torus { 1.6, 0.25 translate y * 38 Dressed() }
        #for (W, 0, 3) box { <-0.2, 35, -1.7>, <0.2, 36.6, -1.4> rotate y * (90 * W + 45) texture { Dark } } #end
        cone { y * 38, 2.2, y * 46, 0 texture { BlueSlate } }
        sphere { y * 46.1, 0.2 texture { Gold } }
        translate <-6.2, 0, -6.2> rotate y * 90 * K
      }
    #end
    object { Spire(4, 5.2, 11) translate y * 34 texture { BlueRoof } }
    translate <-5, 3, 1>
  }
  // slender stair tower behind the hall and the gatehouse toward -z
  object { RoundTower(9, 2.3, 33, 13) translate <15.5, 2, -2.5> }
  union {
    difference {
      box { <-5, -14, -4>, <5, 13, 3> }
      object { PointedArch(3.4, 3.2, 6) translate y * 0.2 }
      PaleWall(1.0)
    }
    object { PointedFrame(3.4, 3.2, 0.6, 0.3) translate <0, 0.2, -4> Dressed() }
    box { <-1.7, 0, 0>, <1.7, 6, 0.3> WoodPlanks(srgb <0.34, 0.22, 0.14>, 0.3) }
    box { <-1.3, 8, -4.2>, <1.3, 11, -3.9> texture { pigment { checker color srgb <0.72, 0.14, 0.13> color srgb <0.88, 0.74, 0.30> scale <1.3, 1.5, 1> } finish { Matt } } }
    object { Gable(-5.2, 5.2, -4.4, 3.4, 13, 18) texture { BlueRoof } }
    #for (S, -1, 1, 2) object { RoundTower(S + 4, 2.3, 13, 9) translate <S * 5.6, 0, -3.4> } #end
    translate <-3, 0, -21>
  }
}
object { Castle translate y * 40 }
#if (IsDark)
  #for (I, 0, 6) light_source { Plan[I] * 1.32 + y * 38 rgb <1.0, 0.74, 0.44> * 1.7 fade_distance 13 fade_power 2 } #end
  light_source { <-5, 60, -14> rgb <1.0, 0.78, 0.5> * 1.4 fade_distance 13 fade_power 2 }
  light_source { <14, 58, 24> rgb <1.0, 0.78, 0.5> * 1.2 fade_distance 13 fade_power 2 }
#end

// The crag rises out of the lake's shore; its top is flat under the walls.
#declare Ridge = function(x, y, z) { 1 - abs(2 * f_noise3d(x, y, z) - 1) }
#declare Inside = function(x, z) { sqrt(x * x / 1700 + z * z / 720) }
#declare HillHeight = function(x, z) {
  38.6 / (1 + pow(Inside(x, z) * 0.74, 6)) + 10 * exp(-pow((Inside(x, z) - 1.9) / 0.9, 2)) * Ridge(x * 0.02, 2, z * 0.02)
    + (Inside(x, z) > 1.06) * min(1, (Inside(x, z) - 1.06) * 4) * (5 * Ridge(x * 0.05, 3, z * 0.05) + 2.4 * Ridge(x * 0.14, 7, z * 0.14) + 1.0 * Ridge(x * 0.4, 1, z * 0.4) - 4.6)
    - 2.5 + 0.02 * max(0, z - 40) + 18 * max(0, min(1, (z - 60) / 160)) * Ridge(x * 0.011, 5, z * 0.011)
}
height_field {
  function 640, 640 { max(0, HillHeight((x - 0.5) * 420, (0.5 - y) * 420) + 12) / 90 }
  smooth translate <-0.5, 0, -0.5> scale <420, 90, 420> translate y * -12
  texture {
    pigment { slope { y } color_map { [0.40 color srgb <0.36, 0.34, 0.31>] [0.52 color srgb <0.46, 0.43, 0.37>] [0.62 color srgb <0.25, 0.29, 0.14>] [1 color srgb <0.31, 0.36, 0.16>] } warp { turbulence 0.02 } }
    normal { granite 1.0 scale 4 }
    finish { Dull }
  }
  texture { pigment { granite color_map { [0 rgbt <0.03, 0.03, 0.02, 0.25>] [0.4 rgbt 1] [0.7 rgbt 1] [1 rgbt <0.3, 0.3, 0.15, 0.6>] } scale 9 } finish { Dull } }
}
plane { y, -2.2 interior { WaterInterior } Water(srgb <0.08, 0.15, 0.17>, 0.10, 1.8) }
#declare R = seed(6);
#declare Fir = object { Conifer(3, 14, 5000) }
#declare Beech = object { BroadTree(4, 11, srgb <0.22, 0.31, 0.11>, srgb <0.43, 0.50, 0.19>, 4500) }
#declare Amber = object { BroadTree(14, 10, srgb <0.44, 0.36, 0.12>, srgb <0.66, 0.50, 0.18>, 4000) }
#for (I, 1, 640)
  #local Turn = 2 * pi * rand(R);
  #local Far = 1.5 + 2.7 * rand(R);
  #local X = 41 * Far * cos(Turn); #local Z = 27 * Far * sin(Turn) + 6;
  #local Y = HillHeight(X, Z);
  #local Pick = rand(R); #local Size = 0.7 + 0.6 * rand(R); #local Spin = 360 * rand(R);
  #if (Y > -0.8 & vlength(<X, Z, 0> - <ShotFrom.x, ShotFrom.z, 0>) > 14 & !(Z < -50 & abs(X + 3) < 26 & Y > 8 & Pick > 0.35))
    object { #if (Pick < 0.42) Fir #else #if (Pick < 0.85) Beech #else Amber #end #end rotate y * Spin scale Size translate <X, Y - 0.4, Z> }
  #end
#end
// Far shore: layered hills.
#declare Hills = height_field {
  function 500, 120 { pow(max(0, sin(pi * y)), 0.8) * (0.15 + 0.5 * Ridge(x * 5, 1, y * 2) + 0.22 * Ridge(x * 13, 4, y * 4) + 0.1 * Ridge(x * 37, 2, y * 10) + 0.05 * Ridge(x * 120, 2, y * 30)) }
  smooth translate <-0.5, 0, 0> scale <4000, 330, 800>
  texture { pigment { granite color_map { [0 color srgb <0.16, 0.22, 0.13>] [0.6 color srgb <0.27, 0.33, 0.18>] [1 color srgb <0.42, 0.44, 0.27>] } scale 50 } normal { granite 1 scale 14 } finish { Dull } }
}
object { Hills translate <200, -10, 600> }
object { Hills rotate y * 90 translate <700, -10, 0> }
object { Hills rotate y * -90 translate <-800, -10, 0> }
object { Hills scale <1, 0.7, 1> rotate y * 180 translate <0, -10, -900> }
#if (HasExtra("branch"))
  object { Beech scale 0.8 translate ShotFrom + vrotate(<-4.2, -7.0, 8>, y * degrees(atan2(ShotAt.x - ShotFrom.x, ShotAt.z - ShotFrom.z))) }
#end
#if (HasExtra("grass"))
  object { GrassPatch(3, 4, 3000, 0.5, srgb <0.30, 0.38, 0.14>, srgb <0.62, 0.60, 0.32>) translate ShotFrom + vrotate(<0, -1.2, 3>, y * degrees(atan2(ShotAt.x - ShotFrom.x, ShotAt.z - ShotFrom.z))) }
#end

#declare ShotHaze = ShotHaze * 0.6;
PlaceAtmosphere()
