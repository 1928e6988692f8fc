// Camera, sun, sky, clouds and haze of every scene. Units are metres, y is up, +z is north, +x is east.
// A shot (written by render.ts) declares the Shot* names before it includes a scene; the scene calls PlaceAtmosphere().
//
// Light is linear (assumed_gamma 1) and exceeds 1 in highlights only after render.ts has raised the exposure:
// scenes are rendered at about half exposure into 16 bits, and the tone curve of render.ts gives the photographic shoulder.

global_settings { assumed_gamma 1 }

#ifndef (ShotSeed) #declare ShotSeed = 1; #end
#ifndef (ShotFrom) #declare ShotFrom = <30, 2, -40>; #end
#ifndef (ShotAt) #declare ShotAt = <0, 15, 0>; #end
#ifndef (ShotAngle) #declare ShotAngle = 55; #end        // horizontal angle of view in degrees
#ifndef (ShotAspect) #declare ShotAspect = 4 / 3; #end   // width / height
#ifndef (ShotTime) #declare ShotTime = "noon"; #end      // noon, morning, golden, overcast, dusk, night
#ifndef (ShotSun) #declare ShotSun = 150; #end           // azimuth of the sun in degrees, clockwise from north
#ifndef (ShotHaze) #declare ShotHaze = 1; #end           // 0 clear, 1 usual, 5 misty
#ifndef (ShotClouds) #declare ShotClouds = 0.5; #end     // 0 none to 1 covered
#ifndef (ShotExtra) #declare ShotExtra = ""; #end        // what stands in the way: the scene knows the words
#ifndef (ShotQuality) #declare ShotQuality = 1; #end     // 0 preview, 1 final
#ifndef (ShotAperture) #declare ShotAperture = 0; #end   // > 0: blur out of focus (still lifes)
#ifndef (ShotFocus) #declare ShotFocus = ShotAt; #end

#macro Is(Word) (strcmp(ShotTime, Word) = 0) #end
#macro HasExtra(Word) (strcmp(ShotExtra, Word) = 0) #end

#declare IsDark = (Is("dusk") | Is("night"));

// Elevation, sun colour, sky colours (zenith, middle, horizon) of each time of day.
#declare SunElevation = 50; #declare SunColour = rgb <1.00, 0.93, 0.82> * 1.35;
#declare SkyZenith = rgb <0.045, 0.13, 0.36>; #declare SkyMiddle = rgb <0.13, 0.27, 0.52>; #declare SkyHorizon = rgb <0.42, 0.52, 0.62>;
#declare CloudLight = rgb 0.82; #declare CloudShade = rgb <0.42, 0.45, 0.50>;
#if (Is("morning"))
  #declare SunElevation = 24; #declare SunColour = rgb <1.00, 0.84, 0.64> * 1.25;
  #declare SkyZenith = rgb <0.06, 0.15, 0.36>; #declare SkyMiddle = rgb <0.18, 0.30, 0.49>; #declare SkyHorizon = rgb <0.55, 0.54, 0.54>;
  #declare CloudLight = rgb <0.85, 0.78, 0.70>; #declare CloudShade = rgb <0.42, 0.43, 0.48>;
#end
#if (Is("golden"))
  #declare SunElevation = 11; #declare SunColour = rgb <1.00, 0.62, 0.30> * 1.45;
  #declare SkyZenith = rgb <0.07, 0.13, 0.28>; #declare SkyMiddle = rgb <0.24, 0.27, 0.35>; #declare SkyHorizon = rgb <0.72, 0.50, 0.30>;
  #declare CloudLight = rgb <0.90, 0.62, 0.42>; #declare CloudShade = rgb <0.30, 0.26, 0.30>;
#end
#if (Is("overcast"))
  #declare SunElevation = 62; #declare SunColour = rgb <0.95, 0.97, 1.00> * 0.34;
  #declare SkyZenith = rgb <0.46, 0.49, 0.53>; #declare SkyMiddle = rgb <0.50, 0.53, 0.56>; #declare SkyHorizon = rgb <0.56, 0.58, 0.60>;
  #declare CloudLight = rgb <0.66, 0.68, 0.70>; #declare CloudShade = rgb <0.34, 0.36, 0.39>;
#end
#if (Is("dusk"))
  #declare SunElevation = 7; #declare SunColour = rgb <0.75, 0.42, 0.40> * 0.12;
  #declare SkyZenith = rgb <0.016, 0.038, 0.115>; #declare SkyMiddle = rgb <0.055, 0.085, 0.190>; #declare SkyHorizon = rgb <0.36, 0.22, 0.16>;
  #declare CloudLight = rgb <0.17, 0.125, 0.165>; #declare CloudShade = rgb <0.05, 0.06, 0.10>;
#end
#if (Is("night"))
  #declare SunElevation = 35; #declare SunColour = rgb <0.30, 0.38, 0.60> * 0.06;
  #declare SkyZenith = rgb <0.004, 0.008, 0.026>; #declare SkyMiddle = rgb <0.010, 0.016, 0.042>; #declare SkyHorizon = rgb <0.045, 0.042, 0.055>;
  #declare CloudLight = rgb <0.035, 0.034, 0.045>; #declare CloudShade = rgb <0.012, 0.013, 0.022>;
#end

#declare SunDirection = vrotate(vrotate(z, -x * SunElevation), y * ShotSun);

// Sky by direction: a vertical gradient that glows toward the sun.
#declare SkyPigment = pigment {
  gradient y
  color_map { [0.0 color SkyHorizon] [0.06 color SkyHorizon * 0.92] [0.28 color SkyMiddle] [0.75 color SkyZenith] [1.0 color SkyZenith] }
}
#declare GlowStrength = (Is("golden") ? 0.55 : (Is("morning") ? 0.35 : (Is("dusk") ? 0.30 : (Is("noon") ? 0.14 : 0))));
#declare GlowColour = SkyHorizon * 0.4 + <0.80, 0.62, 0.40>;
#if (Is("dusk")) #declare GlowColour = SkyHorizon * 0.4 + <0.60, 0.27, 0.10>; #end

#macro PlaceSky()
  #local SunX = SunDirection.x; #local SunY = (Is("dusk") ? 0 : SunDirection.y); #local SunZ = SunDirection.z;
  #local SunLength = vlength(<SunX, SunY, SunZ>);
  #local Toward = function(x, y, z) {
    pow(max(0, (x * SunX + y * SunY + z * SunZ) / (SunLength * sqrt(x * x + y * y + z * z) + 1e-6)), 6)
  }
  sky_sphere {
    pigment { SkyPigment }
    #if (GlowStrength > 0)
      pigment {
        function { Toward(x, y, z) }
        color_map { [0 rgbt <0, 0, 0, 1>] [1 color GlowColour transmit 1 - GlowStrength] }
      }
    #end
  }
#end

// Clouds: a flat layer far above, so that perspective gathers them at the horizon as in a real sky.
#macro PlaceClouds()
  #if (ShotClouds > 0)
    #local Edge = 0.66 - 0.34 * ShotClouds;
    #local Thin = CloudLight; #local Thick = CloudShade;
    plane {
      y, 1400
      hollow no_shadow
      pigment {
        bozo
        warp { turbulence <0.75, 0.3, 0.75> octaves 7 omega 0.56 lambda 2.1 }
        color_map {
          [Edge - 0.02 color Thin transmit 1]
          [Edge + 0.07 color Thin transmit 0.55]
          [Edge + 0.17 color Thin transmit 0.06]
          [Edge + 0.34 color Thick * 0.45 + Thin * 0.55 transmit 0]
          [1.00 color Thick transmit 0]
        }
        scale <1500, 600, 1050>
        rotate y * (ShotSeed * 37)
        translate <ShotSeed * 5310, 0, ShotSeed * 2113>
      }
      finish { ambient 0 diffuse 0 emission 1 }
    }
  #end
#end

#macro PlaceSun()
  // A clear sun throws hard shadows at these distances; a covered or set one none that could be seen.
  #local Spread = (Is("overcast") ? 0.55 : 0.4);
  #local Side = vnormalize(vcross(SunDirection, y));
  #local Up = vcross(Side, SunDirection);
  #local Far = 3000;
  light_source {
    SunDirection * Far
    color SunColour
    parallel point_at <0, 0, 0>
    #if (Is("overcast") | IsDark)
      area_light Side * Far * Spread * 2, Up * Far * Spread * 2, 4, 4 adaptive 0 jitter circular orient
    #end
  }
#end

#macro PlaceHaze()
  #if (ShotHaze > 0)
    fog {
      fog_type 2
      distance 1500 / ShotHaze
      color SkyHorizon * 0.80 + SkyMiddle * 0.2
      fog_offset 0 fog_alt 60 + 20 * ShotHaze
      turbulence 0
    }
  #end
#end

#macro PlaceCamera()
  camera {
    perspective
    location ShotFrom
    right x * ShotAspect
    up y
    direction z
    angle ShotAngle
    look_at ShotAt
    #if (ShotAperture > 0)
      aperture ShotAperture focal_point ShotFocus blur_samples (ShotQuality > 0 ? 24 : 7) confidence 0.9 variance 1 / 2000
    #end
  }
#end

// Light of the sky from four sides without shadows: for scenes of grass, where radiosity would take for ever.
#macro PlaceFill()
  #for (I, 0, 3)
    light_source { vrotate(<0, 1400, 1800>, y * (90 * I + 20)) color (SkyMiddle * 0.6 + SkyHorizon * 0.4) * 0.40 parallel point_at 0 shadowless }
  #end
#end

// Everything that a scene under the open sky needs.
#macro PlaceAtmosphere()
  global_settings {
    max_trace_level 8
    #ifndef (HasFill)
      radiosity {
        #if (ShotQuality > 0)
          pretrace_start 0.08 pretrace_end 0.02 count 40 nearest_count 5 error_bound 0.7 low_error_factor 0.6
        #else
          pretrace_start 0.08 pretrace_end 0.04 count 24 nearest_count 4 error_bound 0.9 low_error_factor 0.7
        #end
        recursion_limit 1 minimum_reuse 0.02 gray_threshold 0.35 brightness 1 normal off
      }
    #end
  }
  #ifdef (HasFill) PlaceFill() #end
  PlaceCamera()
  PlaceSky()
  PlaceClouds()
  PlaceSun()
  PlaceHaze()
#end
