// Building parts that several landmarks share: arches, columns, pinnacles, balustrades. All without texture.

// What a round-arched opening takes out of a wall: foot at the origin, through the wall along z.
#macro RoundArch(Width, Spring, Deep)
  union {
    box { <-Width / 2, 0, -Deep>, <Width / 2, Spring, Deep> }
    cylinder { <0, Spring, -Deep>, <0, Spring, Deep>, Width / 2 }
  }
#end

// The same with a pointed (equilateral) arch.
#macro PointedArch(Width, Spring, Deep)
  union {
    box { <-Width / 2, 0, -Deep>, <Width / 2, Spring, Deep> }
    intersection {
      cylinder { <-Width / 2, Spring, -Deep>, <-Width / 2, Spring, Deep>, Width }
      cylinder { <Width / 2, Spring, -Deep>, <Width / 2, Spring, Deep>, Width }
      box { <-Width, Spring - 0.01, -Deep>, <Width, Spring + Width, Deep> }
    }
  }
#end

// A frame around an arched opening, Thick wide, standing Out in front of and behind z = 0.
#macro RoundFrame(Width, Spring, Thick, Out)
  difference {
    object { RoundArch(Width + 2 * Thick, Spring, Out) }
    object { RoundArch(Width, Spring + 0.001, Out * 2) translate y * -0.001 }
  }
#end
#macro PointedFrame(Width, Spring, Thick, Out)
  difference {
    object { PointedArch(Width + 2 * Thick, Spring, Out) }
    object { PointedArch(Width, Spring + 0.001, Out * 2) translate y * -0.001 }
  }
#end

// Square ledge of several steps around a square tower of half width Half; Tall high from y = 0.
#macro SquareLedge(Half, Out, Tall)
  union {
    box { <-Half - Out * 0.35, 0, -Half - Out * 0.35>, <Half + Out * 0.35, Tall * 0.34, Half + Out * 0.35> }
    box { <-Half - Out * 0.7, Tall * 0.30, -Half - Out * 0.7>, <Half + Out * 0.7, Tall * 0.64, Half + Out * 0.7> }
    box { <-Half - Out, Tall * 0.60, -Half - Out>, <Half + Out, Tall, Half + Out> }
  }
#end

// Pyramid with a square foot; Sides 4 or 8.
#macro Spire(Sides, Half, Tall)
  #if (Sides = 4)
    intersection {
      #for (I, 0, 3) plane { vnormalize(<Tall, Half, 0>), 0 translate y * Tall rotate y * 90 * I } #end
      plane { -y, 0 }
      bounded_by { box { <-Half, 0, -Half>, <Half, Tall, Half> } }
    }
  #else
    intersection {
      #for (I, 0, Sides - 1) plane { vnormalize(<Tall, Half, 0>), 0 translate y * Tall rotate y * 360 / Sides * I } #end
      plane { -y, 0 }
      bounded_by { box { <-Half * 1.1, 0, -Half * 1.1>, <Half * 1.1, Tall, Half * 1.1> } }
    }
  #end
#end

#macro Pinnacle(Half, Tall)
  union {
    box { <-Half, 0, -Half>, <Half, Tall * 0.34, Half> }
    box { <-Half * 1.3, Tall * 0.34, -Half * 1.3>, <Half * 1.3, Tall * 0.39, Half * 1.3> }
    object { Spire(4, Half * 1.05, Tall * 0.55) translate y * Tall * 0.39 }
    sphere { y * Tall * 0.95, Half * 0.28 }
    sphere { y * Tall * 0.62, Half * 0.12 scale 1 }
  }
#end

// Column with base, swelling shaft and a simple capital.
#macro Column(Radius, Tall)
  union {
    box { <-Radius * 1.45, 0, -Radius * 1.45>, <Radius * 1.45, Radius * 0.4, Radius * 1.45> }
    torus { Radius * 1.12, Radius * 0.22 translate y * Radius * 0.6 }
    torus { Radius * 1.02, Radius * 0.12 translate y * Radius * 0.92 }
    lathe {
      cubic_spline 7
      <Radius, 0>, <Radius, Radius * 0.5>, <Radius * 1.0, Tall * 0.3>, <Radius * 0.93, Tall * 0.7>, <Radius * 0.84, Tall - Radius * 1.6>, <Radius * 0.84, Tall - Radius>, <Radius * 0.84, Tall>
    }
    torus { Radius * 0.88, Radius * 0.1 translate y * (Tall - Radius * 2.2) }
    cone { y * (Tall - Radius * 2.1), Radius * 0.85, y * (Tall - Radius * 0.45), Radius * 1.35 }
    #for (I, 0, 7)
      sphere { <Radius * 1.08, Tall - Radius * 1.25, 0>, Radius * 0.34 scale <1, 1, 1> rotate y * 45 * I }
    #end
    box { <-Radius * 1.45, Tall - Radius * 0.45, -Radius * 1.45>, <Radius * 1.45, Tall, Radius * 1.45> }
  }
#end

// Balustrade along x from 0 to Long, 1.05 m high.
#macro Balustrade(Long, Spacing)
  #local Count = max(1, floor(Long / Spacing));
  union {
    box { <0, 0, -0.16>, <Long, 0.16, 0.16> }
    box { <0, 0.88, -0.18>, <Long, 1.05, 0.18> }
    #for (I, 0, Count - 1)
      lathe {
        linear_spline 8, <0, 0.16>, <0.1, 0.16>, <0.06, 0.24>, <0.12, 0.42>, <0.05, 0.66>, <0.08, 0.8>, <0.1, 0.88>, <0, 0.88>
        translate x * Long * (I + 0.5) / Count
      }
    #end
  }
#end

// Battlements along x from 0 to Long.
#macro Battlements(Long, Wide, Tall, Thick)
  #local Count = max(1, floor(Long / (Wide * 2)));
  union {
    box { <0, 0, -Thick / 2>, <Long, Tall * 0.45, Thick / 2> }
    #for (I, 0, Count - 1)
      #local X = Long * (I + 0.5) / Count;
      box { <X - Wide / 2, 0, -Thick / 2>, <X + Wide / 2, Tall, Thick / 2> }
      box { <X - Wide / 2 - 0.06, Tall, -Thick / 2 - 0.06>, <X + Wide / 2 + 0.06, Tall + 0.12, Thick / 2 + 0.06> }
    #end
  }
#end
