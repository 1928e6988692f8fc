// Houses, street furniture and passers-by that stand around the landmarks.

// A gable (triangle in the z-y plane) that runs along x.
#macro Gable(Left, Right, Front, Back, Eaves, Ridge)
  prism {
    linear_sweep linear_spline Left, Right, 4, <Front, Eaves>, <Back, Eaves>, <(Front + Back) / 2, Ridge>, <Front, Eaves>
    matrix <0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0>
  }
#end

// Plastered house with windows, shutters and a tiled roof. Front toward -z, centre of the front's foot at the origin.
#macro House(Seed, Width, Floors, Deep, WallColour, RoofColour, ShutterColour, LitShare)
  #local R = seed(Seed);
  #local FloorHeight = 3.1;
  #local Tall = Floors * FloorHeight + 0.6;
  #local Columns = max(2, floor(Width / 2.3));
  #local Pitch = Width / Columns;
  #local Ridge = Tall + Deep * 0.30;
  union {
    difference {
      box { <-Width / 2, 0, 0>, <Width / 2, Tall, Deep> }
      #for (F, 0, Floors - 1)
        #for (C, 0, Columns - 1)
          #local X = -Width / 2 + (C + 0.5) * Pitch;
          #if (F = 0 & mod(C + Seed, 3) = 0)
            box { <X - 0.6, -1, -1>, <X + 0.6, 2.4, 0.25> }
          #else
            box { <X - 0.5, F * FloorHeight + 0.95, -1>, <X + 0.5, F * FloorHeight + 2.55, 0.25> }
          #end
        #end
      #end
      Plaster(WallColour, 0.35)
    }
    #for (F, 0, Floors - 1)
      #for (C, 0, Columns - 1)
        #local X = -Width / 2 + (C + 0.5) * Pitch;
        #local Y = F * FloorHeight + 0.95;
        #if (F = 0 & mod(C + Seed, 3) = 0)
          box { <X - 0.6, 0, 0.18>, <X + 0.6, 2.4, 0.3> WoodPlanks(srgb <0.30, 0.20, 0.13>, 0.2) }
        #else
          box {
            <X - 0.5, Y, 0.2>, <X + 0.5, Y + 1.6, 0.3>
            #if (IsDark & rand(R) < LitShare) LitWindow(0.55 + 0.35 * rand(R)) #else texture { WindowGlass } #end
          }
          union {
            box { <X - 0.03, Y, 0.14>, <X + 0.03, Y + 1.6, 0.24> }
            box { <X - 0.5, Y + 0.95, 0.14>, <X + 0.5, Y + 1.0, 0.24> }
            difference { box { <X - 0.5, Y, 0.12>, <X + 0.5, Y + 1.6, 0.24> } box { <X - 0.45, Y + 0.05, 0>, <X + 0.45, Y + 1.55, 1> } }
            box { <X - 0.62, Y - 0.12, -0.12>, <X + 0.62, Y, 0.1> }
            texture { pigment { color srgb <0.85, 0.83, 0.78> } finish { Matt } }
          }
          union {
            #for (Sign, -1, 1, 2)
              box { <X + Sign * 0.52, Y, -0.06>, <X + Sign * 1.0, Y + 1.6, 0.0> }
            #end
            texture {
              pigment { color ShutterColour }
              normal { function { y / 0.09 - floor(y / 0.09) } 0.8 }
              finish { Matt }
            }
          }
        #end
      #end
    #end
    box { <-Width / 2 - 0.1, Tall - 0.25, -0.25>, <Width / 2 + 0.1, Tall, Deep + 0.25> Plaster(WallColour * 0.8 + 0.1, 0.3) }
    object { Gable(-Width / 2 - 0.15, Width / 2 + 0.15, -0.5, Deep + 0.5, Tall, Ridge) RoofTiles(RoofColour * 0.8, RoofColour * 1.15, 0.24, 0.2) }
    box { <-Width * 0.3, Ridge - 1.4, Deep * 0.55>, <-Width * 0.3 + 0.7, Ridge + 0.7, Deep * 0.55 + 0.7> Plaster(WallColour * 0.7, 0.8) }
  }
#end

#macro StreetLamp(Tall)
  union {
    lathe {
      linear_spline 7, <0, Tall>, <0.05, Tall>, <0.05, Tall * 0.3>, <0.09, Tall * 0.28>, <0.09, Tall * 0.1>, <0.16, 0>, <0, 0>
      texture { Iron }
    }
    torus { 0.1, 0.03 translate y * Tall * 0.32 texture { Iron } }
    torus { 0.07, 0.025 translate y * Tall * 0.9 texture { Iron } }
    cone {
      y * Tall, 0.13, y * (Tall + 0.5), 0.22
      #if (IsDark)
        texture { pigment { rgb <1, 0.8, 0.5> } finish { ambient 0 diffuse 0.1 emission 1.0 } }
      #else
        texture { pigment { color srgb <0.86, 0.86, 0.80> } finish { Polished } }
      #end
      no_shadow
    }
    cone { y * (Tall + 0.5), 0.27, y * (Tall + 0.72), 0.04 texture { Iron } }
    sphere { y * (Tall + 0.76), 0.05 texture { Iron } }
    #for (I, 0, 3)
      cylinder { <0.13, Tall, 0>, <0.22, Tall + 0.5, 0>, 0.012 rotate y * (45 + 90 * I) texture { Iron } }
    #end
    #if (IsDark)
      light_source { y * (Tall + 0.25), rgb <1.0, 0.66, 0.34> * 0.9 fade_distance 3.2 fade_power 2 }
    #end
  }
#end

#macro Cloth(Colour)
  texture { pigment { color Colour } normal { bozo 0.25 scale <0.12, 0.3, 0.12> } finish { Dull } }
#end

// A walking person, 1.75 m, facing -z. Seed changes clothes, step and build.
#macro Person(Seed)
  #local R = seed(Seed * 7 + 3);
  #local Step = 0.12 + 0.2 * rand(R);
  #local Coats = array[8] { srgb <0.15, 0.20, 0.32>, srgb <0.55, 0.13, 0.12>, srgb <0.80, 0.78, 0.72>, srgb <0.20, 0.22, 0.20>, srgb <0.72, 0.56, 0.22>, srgb <0.30, 0.42, 0.48>, srgb <0.10, 0.10, 0.11>, srgb <0.62, 0.40, 0.45> }
  #local Legs = array[4] { srgb <0.14, 0.17, 0.26>, srgb <0.10, 0.10, 0.10>, srgb <0.45, 0.40, 0.32>, srgb <0.25, 0.27, 0.30> }
  #local Skins = array[4] { srgb <0.87, 0.68, 0.56>, srgb <0.74, 0.54, 0.42>, srgb <0.45, 0.31, 0.23>, srgb <0.90, 0.74, 0.63> }
  #local Hairs = array[4] { srgb <0.16, 0.11, 0.08>, srgb <0.38, 0.26, 0.15>, srgb <0.68, 0.55, 0.35>, srgb <0.55, 0.54, 0.52> }
  #local Coat = Coats[int(rand(R) * 7.99)];
  #local Leg = Legs[int(rand(R) * 3.99)];
  #local Skin = Skins[int(rand(R) * 3.99)];
  #local Hair = Hairs[int(rand(R) * 3.99)];
  #local IsSkirt = (rand(R) < 0.3);
  union {
    blob {
      threshold 0.5
      #for (Sign, -1, 1, 2)
        cylinder { <Sign * 0.09, 0.90, 0>, <Sign * 0.10, 0.50, -Sign * Step * 0.5>, 0.15, 1 }
        cylinder { <Sign * 0.10, 0.50, -Sign * Step * 0.5>, <Sign * 0.10, 0.10, -Sign * Step + 0.03>, 0.11, 1 }
      #end
      Cloth(Leg)
    }
    #for (Sign, -1, 1, 2)
      sphere { 0, 1 scale <0.05, 0.045, 0.13> translate <Sign * 0.10, 0.045, -Sign * Step - 0.05> texture { pigment { color srgb <0.12, 0.09, 0.08> } finish { Matt } } }
    #end
    blob {
      threshold 0.5
      cylinder { <-0.07, 0.98, 0>, <-0.09, 1.36, 0>, 0.24, 1 }
      cylinder { <0.07, 0.98, 0>, <0.09, 1.36, 0>, 0.24, 1 }
      cylinder { <-0.14, 1.40, 0>, <0.14, 1.40, 0>, 0.15, 1 }
      #for (Sign, -1, 1, 2)
        cylinder { <Sign * 0.20, 1.38, 0>, <Sign * 0.26, 1.12, Sign * Step * 0.4 + 0.02>, 0.10, 1 }
        cylinder { <Sign * 0.26, 1.12, Sign * Step * 0.4 + 0.02>, <Sign * 0.25, 0.88, Sign * Step * 0.8 - 0.04>, 0.085, 1 }
      #end
      #if (IsSkirt) cylinder { <0, 0.9, 0>, <0, 0.55, 0>, 0.30, 1 } #end
      Cloth(Coat)
    }
    #for (Sign, -1, 1, 2)
      sphere { <Sign * 0.25, 0.84, Sign * Step * 0.85 - 0.05>, 0.045 Cloth(Skin) }
    #end
    cylinder { <0, 1.42, 0>, <0, 1.56, 0>, 0.055 Cloth(Skin) }
    sphere { 0, 1 scale <0.095, 0.125, 0.11> translate <0, 1.63, -0.01> Cloth(Skin) }
    sphere { 0, 1 scale <0.106, 0.125, 0.115> translate <0, 1.655, 0.018> Cloth(Hair) }
    #if (rand(R) < 0.35)
      box { <-0.15, 1.02, 0.12>, <0.15, 1.42, 0.28> texture { pigment { color Coat * 0.4 + 0.05 } finish { Matt } } }
    #end
  }
#end

// Count people strolling about Centre within Reach metres.
#macro Crowd(Seed, Count, Centre, Reach)
  #local R = seed(Seed + 500);
  #for (I, 1, Count)
    object {
      Person(Seed * 31 + I)
      scale 0.93 + 0.12 * rand(R)
      rotate y * 360 * rand(R)
      translate Centre + <(rand(R) - 0.5) * 2 * Reach, 0, (rand(R) - 0.5) * 2 * Reach>
    }
  #end
#end

#macro Bench()
  union {
  union {
    #for (I, 0, 3) box { <-0.8, 0.43, -0.22 + I * 0.12>, <0.8, 0.46, -0.13 + I * 0.12> } #end
    #for (I, 0, 2) box { <-0.8, 0.55 + I * 0.13, 0.24 + I * 0.03>, <0.8, 0.65 + I * 0.13, 0.27 + I * 0.03> } #end
    WoodPlanks(srgb <0.45, 0.30, 0.18>, 0.4)
  }
  union {
    #for (Sign, -1, 1, 2)
      box { <Sign * 0.62 - 0.03, 0, -0.2>, <Sign * 0.62 + 0.03, 0.43, -0.14> }
      box { <Sign * 0.62 - 0.03, 0, 0.2>, <Sign * 0.62 + 0.03, 0.93, 0.26> }
      box { <Sign * 0.62 - 0.03, 0.38, -0.2>, <Sign * 0.62 + 0.03, 0.43, 0.26> }
    #end
    texture { Iron }
  }
  }
#end
