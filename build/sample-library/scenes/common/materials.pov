// Textures shared by the scenes. Colours are given in sRGB (as a paint card shows them) and used linearly.

#include "functions.inc"

#declare Matt = finish { ambient 0 diffuse 0.8 specular 0.03 roughness 0.12 }
#declare Dull = finish { ambient 0 diffuse 0.8 }
#declare Polished = finish { ambient 0 diffuse 0.65 specular 0.35 roughness 0.02 reflection { 0.02, 0.18 fresnel on } conserve_energy }

// Distance in metres to the nearest joint of running-bond masonry with blocks Length x Height.
// Joints run through x and z; walls should lie at (n + 1/4) * Length from the texture's origin, so that no wall lies in a joint.
#macro MasonryDistance(Length, Height)
  function {
    min(
      min(
        0.5 - abs(x / Length + 0.5 * mod(abs(floor(y / Height)), 2) - floor(x / Length + 0.5 * mod(abs(floor(y / Height)), 2)) - 0.5),
        0.5 - abs(z / Length + 0.5 * mod(abs(floor(y / Height)), 2) - floor(z / Length + 0.5 * mod(abs(floor(y / Height)), 2)) - 0.5)
      ) * Length,
      (0.5 - abs(y / Height - floor(y / Height) - 0.5)) * Height
    )
  }
#end

// One grey value in 0..1 per block, with some grain inside the block.
#macro MasonryTone(Length, Height, Grain)
  function {
    (1 - Grain) * (0.5 + 0.5 * sin(
      floor(x / Length + 0.5 * mod(abs(floor(y / Height)), 2)) * 12.9898 +
      floor(y / Height) * 78.233 +
      floor(z / Length + 0.5 * mod(abs(floor(y / Height)), 2)) * 37.719
    )) + Grain * f_noise3d(x * 2.7, y * 2.7, z * 2.7)
  }
#end

// The length nearest to Wished for which a wall at distance Wall from the origin avoids every joint.
#macro FitLength(Wall, Wished) (Wall / (max(1, floor(Wall / Wished - 0.25 + 0.5)) + 0.25)) #end

#macro Stains(Strength)
  texture {
    pigment {
      granite
      warp { turbulence 0.4 }
      color_map {
        [0.00 rgbt <0.02, 0.018, 0.015, 1 - 0.75 * Strength>]
        [0.32 rgbt <0.04, 0.036, 0.03, 1 - 0.35 * Strength>]
        [0.55 rgbt <0.1, 0.09, 0.08, 1>]
        [1.00 rgbt <0.6, 0.55, 0.45, 1 - 0.25 * Strength>]
      }
      scale <2.2, 7, 2.2>
    }
    finish { Dull }
  }
#end

// Dressed stone or brick: three tones and a joint colour, then weather stains.
#macro Masonry(Length, Height, Joint, ColourA, ColourB, ColourC, ColourJoint, Bump, Stain)
  #local Distance = MasonryDistance(Length, Height)
  #local Tone = MasonryTone(Length, Height, 0.45)
  texture {
    pigment {
      function { select(Distance(x, y, z) - Joint, 0, 0.12 + 0.88 * Tone(x, y, z)) }
      color_map { [0.0 color ColourJoint] [0.1 color ColourJoint] [0.12 color ColourA] [0.5 color ColourB] [1 color ColourC] }
    }
    normal {
      average
      normal_map {
        [1.2 function { min(1, Distance(x, y, z) / (Joint * 2.2)) } Bump]
        [1 granite Bump * 0.5 scale 0.9]
      }
    }
    finish { Matt }
  }
  #if (Stain > 0) Stains(Stain) #end
#end

// Plastered wall with patches of wear.
#macro Plaster(Colour, Wear)
  texture {
    pigment { bozo warp { turbulence 0.8 octaves 6 omega 0.6 } color_map { [0 color Colour * 0.82] [0.5 color Colour] [1 color Colour * 1.1] } scale 2.5 }
    normal { granite 0.12 scale 1.5 }
    finish { Dull }
  }
  #if (Wear > 0) Stains(Wear) #end
#end

// Rows of curved roof tiles; the slope must face +z or -z with x along the eaves.
#macro RoofTiles(ColourA, ColourB, Width, Row)
  texture {
    pigment {
      function {
        0.5 * (0.5 + 0.5 * sin(floor(x / Width) * 12.9898 + floor(y / Row) * 78.233)) + 0.5 * f_noise3d(x * 0.8, y * 0.8, z * 0.8)
      }
      color_map { [0 color ColourA] [0.5 color ColourA * 0.5 + ColourB * 0.5] [1 color ColourB] }
    }
    normal {
      average
      normal_map {
        [1 function { abs(sin(x / Width * pi)) } 0.9]
        [1 function { y / Row - floor(y / Row) } 0.7]
      }
    }
    finish { Matt }
  }
  Stains(0.5)
#end

#declare WindowGlass = texture {
  pigment { color srgb <0.07, 0.09, 0.11> }
  normal { bumps 0.02 scale 2 }
  finish { ambient 0 diffuse 0.5 specular 0.5 roughness 0.004 reflection { 0.10, 0.75 fresnel on } conserve_energy }
}
#macro LitWindow(Strength)
  texture {
    pigment { bozo color_map { [0 rgb <1.0, 0.62, 0.24>] [0.5 rgb <1.0, 0.72, 0.36>] [1 rgb <0.8, 0.45, 0.16>] } scale 0.8 }
    finish { ambient 0 diffuse 0.1 emission Strength }
  }
#end

#declare Iron = texture { pigment { color srgb <0.12, 0.13, 0.13> } finish { ambient 0 diffuse 0.6 specular 0.25 roughness 0.06 } }
#declare Gold = texture { pigment { color srgb <0.86, 0.64, 0.24> } finish { ambient 0 diffuse 0.45 specular 0.7 roughness 0.03 metallic reflection { 0.25 metallic } } }
#declare Copper = texture {
  pigment {
    granite
    warp { turbulence 0.3 }
    color_map { [0 color srgb <0.30, 0.47, 0.41>] [0.35 color srgb <0.42, 0.62, 0.53>] [0.75 color srgb <0.52, 0.70, 0.61>] [1 color srgb <0.35, 0.42, 0.34>] }
    scale <1.5, 5, 1.5>
  }
  finish { ambient 0 diffuse 0.75 specular 0.12 roughness 0.08 }
}
#declare Slate = texture {
  pigment {
    function { 0.6 * (0.5 + 0.5 * sin(floor(x / 0.35) * 12.9898 + floor(y / 0.22) * 78.233 + floor(z / 0.35) * 37.7)) + 0.4 * f_noise3d(x, y, z) }
    color_map { [0 color srgb <0.22, 0.25, 0.29>] [1 color srgb <0.38, 0.41, 0.45>] }
  }
  normal { function { y / 0.22 - floor(y / 0.22) } 0.4 }
  finish { ambient 0 diffuse 0.7 specular 0.15 roughness 0.06 }
}
#macro WoodPlanks(Colour, Width)
  texture {
    pigment {
      function { 0.55 * (0.5 + 0.5 * sin(floor(x / Width) * 12.9898 + floor(z / Width) * 4.1)) + 0.45 * f_noise3d(x * 14, y * 0.6, z * 14) }
      color_map { [0 color Colour * 0.6] [0.5 color Colour] [1 color Colour * 1.25] }
    }
    normal { function { min(1, (0.5 - abs(x / Width - floor(x / Width) - 0.5)) * 16) } 0.5 }
    finish { Matt }
  }
#end

// Open water at y = 0. Choppy: height of the ripples, Scale: their length in metres.
#macro Water(Colour, Choppy, Scale)
  texture {
    pigment { color Colour }
    normal {
      average
      normal_map {
        [1 bumps Choppy scale <1, 1, 0.55> * Scale]
        [1 bumps Choppy scale <2.7, 1, 1.3> * Scale rotate y * 25]
        [0.7 bumps Choppy scale <7, 1, 4> * Scale rotate y * -15]
      }
    }
    finish { ambient 0 diffuse 0.55 specular 0.6 roughness 0.004 reflection { 0.03, 0.92 fresnel on } conserve_energy }
  }
#end
#declare WaterInterior = interior { ior 1.33 }

// Mown grass seen from some way off: tufts, worn and lush patches of several sizes.
#declare Grass = texture {
  pigment {
    granite
    warp { turbulence 0.6 }
    color_map { [0 color srgb <0.20, 0.26, 0.12>] [0.4 color srgb <0.33, 0.39, 0.19>] [0.7 color srgb <0.43, 0.46, 0.25>] [1 color srgb <0.56, 0.53, 0.34>] }
    scale 1.2
  }
  normal { granite 0.9 scale 0.35 }
  finish { Dull }
}
#declare MeadowGround = texture { Grass }
  texture {
    pigment { bozo warp { turbulence 1 octaves 6 omega 0.6 } color_map { [0 rgbt <0.03, 0.05, 0.01, 0.30>] [0.45 rgbt <0.1, 0.12, 0.03, 1>] [0.6 rgbt <0.1, 0.12, 0.03, 1>] [1 rgbt <0.38, 0.32, 0.14, 0.35>] } scale 7 }
    finish { Dull }
  }
#declare Gravel = texture {
  pigment { granite color_map { [0 color srgb <0.45, 0.40, 0.33>] [0.5 color srgb <0.62, 0.56, 0.47>] [1 color srgb <0.74, 0.69, 0.60>] } scale 0.6 }
  normal { granite 0.5 scale 0.25 }
  finish { Dull }
}
#macro Cobbles(ColourA, ColourB, Size)
  texture {
    pigment {
      crackle metric 2
      warp { turbulence 0.05 }
      color_map { [0 color ColourA * 0.45] [0.10 color ColourA * 0.6] [0.22 color ColourA] [1 color ColourB] }
      scale Size
    }
    normal { crackle 0.9 scale Size slope_map { [0 <0, 1>] [0.25 <0.8, 0.5>] [1 <1, 0>] } }
    finish { ambient 0 diffuse 0.75 specular 0.12 roughness 0.05 }
  }
  texture {
    pigment { bozo warp { turbulence 0.8 octaves 5 } color_map { [0 rgbt <0.02, 0.02, 0.02, 0.6>] [0.5 rgbt 1] [1 rgbt <0.5, 0.46, 0.4, 0.75>] } scale 4 }
    finish { Dull }
  }
#end
#macro Slabs(ColourA, ColourB, Size)
  Masonry(Size, Size, 0.012, ColourA, (ColourA + ColourB) / 2, ColourB, ColourA * 0.5, 0.25, 0)
#end
// Rough natural rock.
#macro Rock(ColourA, ColourB, Size)
  texture {
    pigment { granite warp { turbulence 0.5 } color_map { [0 color ColourA * 0.5] [0.4 color ColourA] [0.8 color ColourB] [1 color ColourB * 1.15] } scale Size }
    normal { granite 1.0 scale Size * 0.6 }
    finish { Matt }
  }
#end
