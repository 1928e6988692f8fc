// A game of chess in the afternoon. Units are centimetres.
#version 3.7;
#include "common/all.pov"
#include "common/studio.pov"

box { <-80, -4, -80>, <80, -2.5, 80> Wood(srgb <0.36, 0.23, 0.14>, srgb <0.46, 0.30, 0.19>, 3) }
plane { y, -80 Fabric(srgb <0.55, 0.45, 0.36>, 2) }
plane { -z, -190 WallPaint(srgb <0.62, 0.58, 0.50>) }
box { <-23, -2.5, -23>, <23, -0.2, 23> Wood(srgb <0.28, 0.16, 0.09>, srgb <0.36, 0.22, 0.13>, 2) }
#for (I, 0, 7) #for (J, 0, 7)
  box { <I * 5 - 20, -0.3, J * 5 - 20>, <I * 5 - 15, 0, J * 5 - 15> #if (mod(I + J, 2)) Wood(srgb <0.80, 0.64, 0.42>, srgb <0.88, 0.74, 0.52>, 0.9) #else Wood(srgb <0.30, 0.17, 0.10>, srgb <0.38, 0.23, 0.14>, 0.9) #end }
#end #end
#declare PawnShape = union { lathe { cubic_spline 10, <1.6, -0.5>, <1.7, 0>, <1.75, 0.4>, <1.4, 0.9>, <1.2, 1.2>, <0.7, 2.0>, <0.55, 3.0>, <1.0, 3.3>, <0.5, 3.6>, <0.4, 4> } sphere { y * 4.2, 0.95 } }
#declare RookShape = union { lathe { cubic_spline 9, <1.8, -0.5>, <1.9, 0>, <1.9, 0.5>, <1.4, 1.1>, <1.0, 2.2>, <0.95, 3.8>, <1.45, 4.3>, <1.5, 5.2>, <1.5, 5.8> } difference { cylinder { y * 4.3, y * 5.4, 1.48 } cylinder { y * 4.8, y * 6, 1.05 } #for (I, 0, 2) box { <-2, 5, -0.25>, <2, 6, 0.25> rotate y * 60 * I } #end } }
#declare BishopShape = union { lathe { cubic_spline 9, <1.8, -0.5>, <1.9, 0>, <1.9, 0.5>, <1.3, 1.1>, <0.8, 2.6>, <0.6, 4.4>, <1.2, 4.8>, <0.6, 5.1>, <0.5, 5.4> } difference { sphere { 0, 1 scale <1, 1.5, 1> translate y * 6.3 } box { <-2, -0.12, -2>, <2, 0.12, 0.2> rotate x * 40 translate <0, 6.8, 0> } } sphere { y * 7.9, 0.3 } }
#declare QueenShape = union { lathe { cubic_spline 11, <2, -0.5>, <2.05, 0>, <2.05, 0.6>, <1.5, 1.2>, <0.9, 2.8>, <0.65, 5.6>, <1.35, 6.1>, <0.8, 6.5>, <1.0, 7.2>, <1.5, 8.4>, <1.6, 9> } #for (I, 0, 8) sphere { <1.3, 8.45, 0>, 0.28 rotate y * 40 * I } sphere { y * 8.8, 0.45 } cylinder { y * 7, y * 8.3, 1.2 } #end }
#declare KingShape = union { lathe { cubic_spline 11, <2, -0.5>, <2.05, 0>, <2.05, 0.6>, <1.5, 1.2>, <0.9, 3>, <0.7, 6.2>, <1.45, 6.8>, <0.8, 7.2>, <1.1, 8.2>, <1.4, 9>, <1.4, 9.6> } cone { y * 9, 1.4, y * 9.5, 0.4 } box { <-0.2, 9.3, -0.2>, <0.2, 11, 0.2> } box { <-0.65, 10.1, -0.2>, <0.65, 10.5, 0.2> } }
#declare KnightShape = union {
  lathe { cubic_spline 7, <1.8, -0.5>, <1.9, 0>, <1.9, 0.5>, <1.4, 1.1>, <1.2, 1.8>, <0.6, 2.2>, <0.3, 2.4> }
  blob { threshold 0.4 cylinder { <0, 1.6, 0.5>, <0, 4.4, 0.7>, 1.5, 1 } cylinder { <0, 4.4, 0.6>, <0, 5.8, 0>, 1.2, 1 } cylinder { <0, 5.6, 0>, <0, 4.6, -1.5>, 0.95, 1 } sphere { <0, 4.5, -1.8>, 0.8, 0.8 } }
  #for (S, -1, 1, 2) cone { <S * 0.4, 6, 0.4>, 0.35, <S * 0.5, 7, 0.5>, 0.05 } sphere { <S * 0.62, 5.6, -0.5>, 0.18 } #end
}
#macro Piece(Shape, File, Rank, IsWhite)
  object { Shape rotate y * (IsWhite ? 180 : 0) translate <File * 5 - 17.5, 0, Rank * 5 - 17.5>
    #if (IsWhite) Wood(srgb <0.80, 0.66, 0.44>, srgb <0.88, 0.75, 0.54>, 0.7) #else Wood(srgb <0.16, 0.09, 0.06>, srgb <0.24, 0.14, 0.09>, 0.7) #end }
#end
Piece(RookShape, 0, 0, 1) Piece(KnightShape, 2, 2, 1) Piece(BishopShape, 2, 3, 1) Piece(QueenShape, 3, 0, 1) Piece(KingShape, 6, 0, 1) Piece(RookShape, 5, 0, 1) Piece(KnightShape, 5, 2, 1) Piece(BishopShape, 6, 4, 1)
#for (I, 0, 7) #if (I != 3 & I != 4) Piece(PawnShape, I, 1 + (I = 7), 1) #end #end Piece(PawnShape, 4, 3, 1) Piece(PawnShape, 3, 2, 1)
Piece(RookShape, 0, 7, 0) Piece(KnightShape, 2, 5, 0) Piece(BishopShape, 2, 7, 0) Piece(QueenShape, 3, 7, 0) Piece(KingShape, 6, 7, 0) Piece(RookShape, 5, 7, 0) Piece(KnightShape, 5, 5, 0) Piece(BishopShape, 1, 5, 0)
#for (I, 0, 7) #if (I != 3 & I != 4 & I != 6) Piece(PawnShape, I, 6, 0) #end #end Piece(PawnShape, 4, 4, 0) Piece(PawnShape, 3, 5, 0) Piece(PawnShape, 6, 5, 0)
Piece(PawnShape, 9.4, 3, 0) Piece(PawnShape, 9.8, 4.2, 0) Piece(BishopShape, -2.4, 4, 1)
union { Mug(srgb <0.22, 0.36, 0.44>, 0) rotate y * 150 translate <-36, -2.5, 10> }
PlaceStudio(<-120, 80, 20>, 50, <0, 0, 0>, 0.95)
