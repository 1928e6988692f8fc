// Light for still lifes and rooms: daylight through a window at the left, or a warm lamp in the evening. Units are centimetres.

#declare IsEvening = (Is("evening"));
#declare WindowLight = rgb <0.92, 0.96, 1.0>;
#if (Is("sunny")) #declare WindowLight = rgb <1.0, 0.93, 0.80> * 1.25; #end
#if (IsEvening) #declare WindowLight = rgb <1.0, 0.68, 0.38>; #end

// At: middle of the window; Size: its width; Toward: what it shines on.
#macro PlaceStudio(At, Size, Toward, Strength)
  global_settings {
    max_trace_level 10
    radiosity {
      #if (ShotQuality > 0)
        pretrace_start 0.08 pretrace_end 0.02 count 50 nearest_count 5 error_bound 0.7 low_error_factor 0.6
      #else
        pretrace_start 0.08 pretrace_end 0.04 count 24 nearest_count 4 error_bound 0.9 low_error_factor 0.7
      #end
      recursion_limit 2 minimum_reuse 0.02 gray_threshold 0.35 brightness 1 normal off
    }
  }
  PlaceCamera()
  sky_sphere { pigment { gradient y color_map { [0 color WindowLight * 0.16] [0.5 color WindowLight * 0.30] [1 color WindowLight * 0.42] } } }
  #local Away = vnormalize(Toward - At);
  #local Across = vnormalize(vcross(Away, y));
  light_source {
    At color WindowLight * Strength
    area_light Across * Size, vcross(Across, Away) * Size, 4, 4 adaptive 0 jitter
    spotlight point_at Toward radius 60 falloff 85
  }
#end

#macro Wood(ColourA, ColourB, Scale)
  texture {
    pigment {
      wood
      warp { turbulence <0.05, 0.08, 0.4> octaves 4 }
      color_map { [0 color ColourA] [0.35 color ColourA * 0.6 + ColourB * 0.4] [0.6 color ColourB] [0.85 color ColourA * 0.8] [1 color ColourA] }
      rotate x * 3 scale <1, 1, 6> * Scale translate <Scale * 3.3, Scale * 4, 0>
    }
    normal { granite 0.05 scale <0.1, 0.1, 2> * Scale }
    finish { ambient 0 diffuse 0.7 specular 0.18 roughness 0.03 reflection { 0.01, 0.10 fresnel off } }
  }
  texture {
    pigment { granite color_map { [0 rgbt <0.05, 0.03, 0.01, 0.7>] [0.5 rgbt 1] [1 rgbt 1] } scale <0.15, 0.15, 3> * Scale }
    finish { ambient 0 diffuse 0.7 }
  }
#end
// Painted wall of a room.
#macro WallPaint(Colour)
  texture {
    pigment { bozo warp { turbulence 0.8 octaves 5 } color_map { [0 color Colour * 0.95] [1 color Colour * 1.04] } scale 60 }
    normal { granite 0.03 scale 4 }
    finish { ambient 0 diffuse 0.8 }
  }
#end
#macro Ceramic(Colour)
  texture { pigment { color Colour } finish { ambient 0 diffuse 0.72 specular 0.6 roughness 0.006 reflection { 0.02, 0.25 } conserve_energy } }
#end
#macro Fabric(Colour, Thread)
  texture {
    pigment { function { 0.5 + 0.25 * sin(x / Thread * pi) * sin(y / Thread * pi + z / Thread * pi) + 0.25 * f_noise3d(x / Thread / 8, y / Thread / 8, z / Thread / 8) } color_map { [0 color Colour * 0.75] [1 color Colour * 1.15] } }
    normal { granite 0.25 scale Thread * 6 }
    finish { ambient 0 diffuse 0.8 }
  }
#end
#declare ClearGlass = texture { pigment { rgbt <0.96, 0.98, 0.97, 0.92> } finish { ambient 0 diffuse 0.05 specular 0.8 roughness 0.002 reflection { 0.03, 0.8 fresnel on } conserve_energy } }

#macro Mug(Colour, HasStripe)
  union {
    difference {
      union {
        lathe { cubic_spline 8, <3.0, -1>, <3.4, 0>, <3.9, 1>, <4.0, 5>, <4.1, 9.2>, <4.0, 9.5>, <3.9, 9.4>, <3.8, 9> }
        cylinder { y * 0.02, y * 9.3, 3.85 }
      }
      cylinder { y * 1, y * 12, 3.72 }
    }
    intersection { torus { 2.5, 0.55 rotate x * 90 scale <1, 1.1, 1> translate <4.6, 4.8, 0> } plane { -x, -3.9 } }
    #if (HasStripe) Ceramic(Colour) #else Ceramic(Colour) #end
  }
  cylinder { y * 7.6, y * 7.7, 3.73 texture { pigment { color srgb <0.20, 0.11, 0.06> } finish { ambient 0 diffuse 0.5 specular 0.4 roughness 0.004 reflection { 0.02, 0.2 } } } }
#end

// A closed book lying flat: spine along x at z = 0.
#macro Book(Long, Deep, Thick, Cover)
  union {
    union {
      box { <0, 0, 0>, <Long, 0.25, Deep> } box { <0, Thick - 0.25, 0>, <Long, Thick, Deep> }
      intersection { cylinder { <0, Thick / 2, 0.5>, <Long, Thick / 2, 0.5>, Thick / 2 scale <1, 1, 0.6> translate z * 0.2 } box { <0, 0, -5>, <Long, Thick, 0.5> } }
      texture { pigment { color Cover } normal { granite 0.12 scale 0.6 } finish { ambient 0 diffuse 0.7 specular 0.15 roughness 0.04 } }
    }
    #for (I, 1, 2) box { <Long * 0.12 * I, 0.1, -0.62 - Thick * 0.1>, <Long * 0.12 * I + 0.4, Thick - 0.1, 0.4> texture { Gold } } #end
    box { <Long * 0.45, Thick * 0.25, -0.52 - Thick * 0.1>, <Long * 0.85, Thick * 0.75, 0.4> texture { pigment { color Cover * 0.4 + 0.4 } finish { Matt } } }
    box { <0.3, 0.2, 0.3>, <Long - 0.3, Thick - 0.2, Deep - 0.3> texture { pigment { function { y / 0.06 - floor(y / 0.06) } color_map { [0 color srgb <0.80, 0.76, 0.66>] [1 color srgb <0.93, 0.90, 0.82>] } } finish { Dull } } }
  }
#end
