// Trees, bushes and grass as meshes of leaves. Every macro returns an object that stands on y = 0; declare once, place often.

// Leaves are small and many: few rays each are enough for the light that they gather from the sky.
#declare LeafImportance = 0.12;

// Leaves scattered over the skins of overlapping balls; normals point outward so that a crown shades like a volume.
#macro LeafCloud(Seed, CrownHeight, CrownRadius, Bottom, Balls, Leaves, LeafSize, ColourA, ColourB)
  #local R = seed(Seed);
  #local Textures = array[4];
  #for (I, 0, 3)
    #local Textures[I] = texture {
      pigment { color ColourA * (1 - I / 3) + ColourB * (I / 3) }
      finish { ambient 0 diffuse 0.65, 0.25 specular 0.04 roughness 0.08 }
    }
  #end
  mesh {
    #for (B, 1, Balls)
      #local Turn = 2.399963 * B;
      #local Height = (B - 0.5) / Balls;
      #local Reach = CrownRadius * sin(pi * (0.14 + 0.80 * Height)) * (0.35 + 0.4 * rand(R));
      #local Centre = <Reach * cos(Turn), Bottom + CrownHeight * (0.18 + 0.66 * Height), Reach * sin(Turn)>;
      #local Ball = CrownRadius * (0.36 + 0.24 * rand(R)) * (1.05 - 0.35 * Height);
      #for (L, 1, Leaves / Balls)
        #local Out = vnormalize(<rand(R) - 0.5, rand(R) - 0.42, rand(R) - 0.5>);
        #local At = Centre + Out * Ball * (0.72 + 0.36 * rand(R)) * <1, 0.85, 1>;
        #local U = vnormalize(<rand(R) - 0.5, rand(R) - 0.5, rand(R) - 0.5>) * LeafSize * (0.6 + 0.8 * rand(R));
        #local V = vnormalize(vcross(U, Out + <rand(R) - 0.5, rand(R) - 0.5, rand(R) - 0.5>)) * LeafSize * 0.55;
        #local N = vnormalize(Out + 0.5 * <rand(R) - 0.5, rand(R) - 0.5, rand(R) - 0.5> + y * 0.25);
        smooth_triangle {
          At - U, N, At + U * 0.6 + V, N, At + U * 0.6 - V, N
          texture { Textures[int(rand(R) * 3.99)] }
        }
      #end
    #end
    radiosity { importance LeafImportance }
  }
#end

#macro Bark(Colour)
  texture {
    pigment { granite color_map { [0 color Colour * 0.4] [1 color Colour] } scale <0.3, 1.5, 0.3> }
    normal { granite 0.8 scale <0.2, 1, 0.2> }
    finish { Dull }
  }
#end

#macro Branches(Seed, Bottom, Top, Radius, Reach, Count)
  #local R = seed(Seed);
  cone { 0, Radius * 1.25, y * Bottom, Radius * 0.8 }
  cone { y * Bottom, Radius * 0.8, <0.1, Top * 0.85, 0.05>, Radius * 0.15 }
  #for (I, 1, Count)
    #local From = Bottom * 0.85 + (Top - Bottom) * 0.5 * I / Count;
    #local Turn = I * 2.399963 + rand(R);
    cone { y * From, Radius * 0.42, <cos(Turn) * Reach, From + Reach * (0.7 + 0.6 * rand(R)), sin(Turn) * Reach>, Radius * 0.08 }
  #end
#end

// Broad-leaved tree, Height metres tall.
#macro BroadTree(Seed, Height, ColourA, ColourB, Leaves)
  union {
    union { Branches(Seed, Height * 0.28, Height * 0.9, Height * 0.028, Height * 0.26, 7) Bark(srgb <0.36, 0.30, 0.24>) }
    LeafCloud(Seed, Height * 0.8, Height * 0.36, Height * 0.22, 16, Leaves, Height * 0.021, ColourA, ColourB)
  }
#end

#macro Cypress(Seed, Height, Leaves)
  #local R = seed(Seed);
  #local Dark = texture { pigment { color srgb <0.12, 0.19, 0.11> } finish { ambient 0 diffuse 0.65, 0.2 } }
  #local Light = texture { pigment { color srgb <0.21, 0.30, 0.15> } finish { ambient 0 diffuse 0.65, 0.2 } }
  union {
    cone { 0, Height * 0.015, y * Height * 0.3, Height * 0.012 Bark(srgb <0.36, 0.30, 0.24>) }
    mesh {
      #for (L, 1, Leaves)
        #local H = pow(rand(R), 0.85);
        #local Turn = 2 * pi * rand(R);
        #local Width = Height * 0.095 * pow(sin(pi * min(1, 0.08 + 0.92 * H)), 0.6) * (1.12 - 0.75 * H) * (0.8 + 0.25 * sin(5 * Turn + 9 * H) * 0.4 + 0.2 * rand(R));
        #local Out = <cos(Turn), 0.25, sin(Turn)>;
        #local At = <cos(Turn) * Width, Height * (0.06 + 0.93 * H), sin(Turn) * Width>;
        #local S = Height * 0.020;
        #local Side = vnormalize(vcross(Out, y)) * S * 0.45;
        #local N = vnormalize(Out + 0.6 * <rand(R) - 0.5, rand(R) - 0.5, rand(R) - 0.5>);
        smooth_triangle { At - Side, N, At + Side, N, At + y * S * 1.8 + Out * S * 0.35, N texture { #if (rand(R) < 0.55) Dark #else Light #end } }
      #end
      radiosity { importance LeafImportance }
    }
  }
#end

#macro Conifer(Seed, Height, Leaves)
  #local R = seed(Seed);
  #local Dark = texture { pigment { color srgb <0.11, 0.18, 0.13> } finish { ambient 0 diffuse 0.65, 0.2 } }
  #local Light = texture { pigment { color srgb <0.20, 0.30, 0.19> } finish { ambient 0 diffuse 0.65, 0.2 } }
  union {
    cone { 0, Height * 0.018, y * Height * 0.97, Height * 0.003 Bark(srgb <0.33, 0.26, 0.21>) }
    mesh {
      #for (L, 1, Leaves)
        #local H = pow(rand(R), 1.35);
        #local Tier = floor(H * 17) / 17;
        #local Turn = 2 * pi * rand(R);
        #local Reach = Height * 0.26 * (1 - H) * (0.55 + 0.45 * abs(sin(Turn * 3.5 + Tier * 40))) + Height * 0.006;
        #local Far = sqrt(rand(R));
        #local Out = <cos(Turn), -0.1, sin(Turn)>;
        #local At = <cos(Turn) * Reach * Far, Height * (0.10 + 0.89 * H) - Reach * Far * 0.35, sin(Turn) * Reach * Far>;
        #local S = Height * 0.017;
        #local Side = vnormalize(vcross(Out, y)) * S * 0.5;
        #local N = vnormalize(Out * 0.8 + y * 0.8 + 0.6 * <rand(R) - 0.5, rand(R) - 0.5, rand(R) - 0.5>);
        smooth_triangle { At - Side, N, At + Side, N, At + Out * S * 1.8 - y * S * 0.7, N texture { #if (rand(R) < 0.6) Dark #else Light #end } }
      #end
      radiosity { importance LeafImportance }
    }
  }
#end

#macro Palm(Seed, Height)
  #local R = seed(Seed);
  #local Green = texture { pigment { color srgb <0.30, 0.40, 0.17> } finish { ambient 0 diffuse 0.65, 0.3 specular 0.1 roughness 0.05 } }
  #local Dry = texture { pigment { color srgb <0.50, 0.44, 0.25> } finish { ambient 0 diffuse 0.65, 0.3 } }
  union {
    sphere_sweep {
      cubic_spline 6
      <0, -1, 0>, 0.26 <0, 0, 0>, 0.25 <0.15, Height * 0.35, 0>, 0.19 <0.25, Height * 0.7, 0.1>, 0.17 <0.2, Height, 0.1>, 0.19 <0.2, Height * 1.05, 0.1>, 0.15
      Bark(srgb <0.50, 0.42, 0.32>)
    }
    mesh {
      #for (F, 1, 34)
        #local Turn = F * 2.399963;
        #local Rise = 1.0 - 1.55 * F / 34 + 0.2 * rand(R);
        #local Out = <cos(Turn), 0, sin(Turn)>;
        #local Side = <-sin(Turn), 0, cos(Turn)>;
        #local Long = 2.6 + 0.5 * rand(R);
        #for (K, 1, 44)
          #local T = K / 44;
          #local At = <0.2, Height * 1.02, 0.1> + Out * Long * T + y * Long * (Rise * T - 1.15 * T * T);
          #local Leaf = 0.75 * sin(pi * (0.12 + 0.86 * T));
          #for (Sign, -1, 1, 2)
            #local Tip = At + Side * Sign * Leaf * 0.75 + Out * Leaf * 0.55 - y * Leaf * 0.42;
            #local N = vnormalize(y + Out * 0.3 + Side * Sign * 0.4);
            smooth_triangle { At, N, At + Out * 0.07, N, Tip, N texture { #if (F > 29) Dry #else Green #end } }
          #end
        #end
      #end
      radiosity { importance LeafImportance }
    }
  }
#end

// A rounded bush or a piece of hedge.
#macro Bush(Seed, Size, ColourA, ColourB, Leaves)
  LeafCloud(Seed, Size * 1.1, Size * 0.75, -Size * 0.15, 7, Leaves, Size * 0.06, ColourA, ColourB)
#end

// A square of Size metres of grass blades for the foreground.
#macro GrassPatch(Seed, Size, Blades, Tall, ColourA, ColourB)
  #local R = seed(Seed);
  #local Textures = array[4];
  #for (I, 0, 3)
    #local Textures[I] = texture { pigment { color ColourA * (1 - I / 3) + ColourB * (I / 3) } finish { ambient 0 diffuse 0.6, 0.35 } }
  #end
  mesh {
    #for (B, 1, Blades)
      #local At = <(rand(R) - 0.5) * Size, 0, (rand(R) - 0.5) * Size>;
      #local Turn = 2 * pi * rand(R);
      #local H = Tall * (0.5 + 0.7 * rand(R));
      #local Lean = <cos(Turn), 0, sin(Turn)> * H * 0.35;
      #local W = <-sin(Turn), 0, cos(Turn)> * Tall * 0.035;
      #local N = vnormalize(y * 1.2 + <rand(R) - 0.5, 0, rand(R) - 0.5>);
      #local T = int(rand(R) * 3.99);
      smooth_triangle { At - W, N, At + W, N, At + Lean * 0.35 + y * H * 0.6 + W * 0.7, N texture { Textures[T] } }
      smooth_triangle { At - W, N, At + Lean * 0.35 + y * H * 0.6 + W * 0.7, N, At + Lean + y * H, N texture { Textures[T] } }
    #end
    radiosity { importance LeafImportance }
  }
#end
