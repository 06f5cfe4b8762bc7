#include "textflag.h"

// func cpuid(leaf, sub uint32) (a, b, c, d uint32)
TEXT ·cpuid(SB), NOSPLIT, $0-24
	MOVL leaf+0(FP), AX
	MOVL sub+4(FP), CX
	CPUID
	MOVL AX, a+8(FP)
	MOVL BX, b+12(FP)
	MOVL CX, c+16(FP)
	MOVL DX, d+20(FP)
	RET

// func xgetbv() (low uint32)
TEXT ·xgetbv(SB), NOSPLIT, $0-4
	XORL CX, CX
	XGETBV
	MOVL AX, low+0(FP)
	RET

#define ROW(off, acc0, acc1) \
	VBROADCASTSS off(SI), Y14     \
	VFMADD231PS  Y12, Y14, acc0   \
	VFMADD231PS  Y13, Y14, acc1

#define STORE(acc0, acc1) \
	VADDPS  (DI), acc0, acc0   \
	VMOVUPS acc0, (DI)         \
	VADDPS  32(DI), acc1, acc1 \
	VMOVUPS acc1, 32(DI)       \
	ADDQ    DX, DI

// func tileAVX2(k int, a, b, c *float32, ldcBytes int)
// C, 6 rows of 16, += the packed panels A (k × 6) and B (k × 16).
TEXT ·tileAVX2(SB), NOSPLIT, $0-40
	MOVQ k+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), BX
	MOVQ c+24(FP), DI
	MOVQ ldcBytes+32(FP), DX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7
	VXORPS Y8, Y8, Y8
	VXORPS Y9, Y9, Y9
	VXORPS Y10, Y10, Y10
	VXORPS Y11, Y11, Y11

loop:
	VMOVUPS (BX), Y12
	VMOVUPS 32(BX), Y13
	ROW(0, Y0, Y1)
	ROW(4, Y2, Y3)
	ROW(8, Y4, Y5)
	ROW(12, Y6, Y7)
	ROW(16, Y8, Y9)
	ROW(20, Y10, Y11)
	ADDQ $24, SI
	ADDQ $64, BX
	DECQ CX
	JNZ  loop

	STORE(Y0, Y1)
	STORE(Y2, Y3)
	STORE(Y4, Y5)
	STORE(Y6, Y7)
	STORE(Y8, Y9)
	STORE(Y10, Y11)
	VZEROUPPER
	RET

#define ARGS \
	MOVQ 0(AX), DI    \
	MOVQ 8(AX), DX    \
	MOVQ 16(AX), R8   \
	MOVQ 24(AX), R12  \
	MOVQ 32(AX), CX   \
	MOVQ 40(AX), SI   \
	MOVQ 48(AX), BX   \
	MOVQ 56(AX), R13  \
	MOVQ 72(AX), R15  \
	MOVQ 80(AX), AX

#define PAIR(x, acc0, acc1) \
	VPBROADCASTW (x), X10     \
	VPMOVSXBW    X10, Y10     \
	VPMADDWD     Y8, Y10, Y11 \
	VPMADDWD     Y9, Y10, Y12 \
	VPADDD       Y11, acc0, acc0 \
	VPADDD       Y12, acc1, acc1 \
	ADDQ         $2, x

#define PAIROUT(acc0, acc1) \
	VCVTDQ2PS    acc0, acc0      \
	VCVTDQ2PS    acc1, acc1      \
	VBROADCASTSS (R15), Y12      \
	VMULPS       (BX), acc0, acc0   \
	VMULPS       32(BX), acc1, acc1 \
	VMULPS       Y12, acc0, acc0 \
	VMULPS       Y12, acc1, acc1 \
	VADDPS       (R13), acc0, acc0   \
	VADDPS       32(R13), acc1, acc1 \
	VMOVUPS      acc0, (DI)      \
	VMOVUPS      acc1, 32(DI)    \
	ADDQ         DX, DI          \
	ADDQ         AX, R15

// func pairs4(a *denseArgs)
TEXT ·pairs4(SB), NOSPLIT, $0-8
	MOVQ a+0(FP), AX
	ARGS
	LEAQ  (R8)(R12*1), R9
	LEAQ  (R9)(R12*1), R10
	LEAQ  (R10)(R12*1), R11
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7

pairs4loop:
	VMOVDQU (SI), Y8
	VMOVDQU 32(SI), Y9
	PAIR(R8, Y0, Y1)
	PAIR(R9, Y2, Y3)
	PAIR(R10, Y4, Y5)
	PAIR(R11, Y6, Y7)
	ADDQ    $64, SI
	DECQ    CX
	JNZ     pairs4loop

	PAIROUT(Y0, Y1)
	PAIROUT(Y2, Y3)
	PAIROUT(Y4, Y5)
	PAIROUT(Y6, Y7)
	VZEROUPPER
	RET

// func pairs1(a *denseArgs)
TEXT ·pairs1(SB), NOSPLIT, $0-8
	MOVQ a+0(FP), AX
	ARGS
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1

pairs1loop:
	VMOVDQU (SI), Y8
	VMOVDQU 32(SI), Y9
	PAIR(R8, Y0, Y1)
	ADDQ    $64, SI
	DECQ    CX
	JNZ     pairs1loop

	PAIROUT(Y0, Y1)
	VZEROUPPER
	RET

#define QUAD(x, acc0, acc1) \
	VPBROADCASTD (x), Z10      \
	VPXORD       Z31, Z10, Z10 \
	VPDPBUSD     Z8, Z10, acc0 \
	VPDPBUSD     Z9, Z10, acc1 \
	ADDQ         $4, x

#define QUADOUT(acc0, acc1) \
	VPSUBD       Z14, acc0, acc0 \
	VPSUBD       Z15, acc1, acc1 \
	VCVTDQ2PS    acc0, acc0      \
	VCVTDQ2PS    acc1, acc1      \
	VBROADCASTSS (R15), Z12      \
	VMULPS       (BX), acc0, acc0   \
	VMULPS       64(BX), acc1, acc1 \
	VMULPS       Z12, acc0, acc0 \
	VMULPS       Z12, acc1, acc1 \
	VADDPS       (R13), acc0, acc0   \
	VADDPS       64(R13), acc1, acc1 \
	VMOVUPS      acc0, (DI)      \
	VMOVUPS      acc1, 64(DI)    \
	ADDQ         DX, DI          \
	ADDQ         AX, R15

#define QUADARGS \
	MOVQ         64(AX), R14  \
	VMOVDQU32    (R14), Z14   \
	VMOVDQU32    64(R14), Z15 \
	MOVL         $0x80808080, R14 \
	VPBROADCASTD R14, Z31     \
	ARGS

// func quads4(a *denseArgs)
TEXT ·quads4(SB), NOSPLIT, $0-8
	MOVQ a+0(FP), AX
	QUADARGS
	LEAQ   (R8)(R12*1), R9
	LEAQ   (R9)(R12*1), R10
	LEAQ   (R10)(R12*1), R11
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3
	VPXORD Z4, Z4, Z4
	VPXORD Z5, Z5, Z5
	VPXORD Z6, Z6, Z6
	VPXORD Z7, Z7, Z7

quads4loop:
	VMOVDQU32 (SI), Z8
	VMOVDQU32 64(SI), Z9
	QUAD(R8, Z0, Z1)
	QUAD(R9, Z2, Z3)
	QUAD(R10, Z4, Z5)
	QUAD(R11, Z6, Z7)
	ADDQ      $128, SI
	DECQ      CX
	JNZ       quads4loop

	QUADOUT(Z0, Z1)
	QUADOUT(Z2, Z3)
	QUADOUT(Z4, Z5)
	QUADOUT(Z6, Z7)
	VZEROUPPER
	RET

// func quads1(a *denseArgs)
TEXT ·quads1(SB), NOSPLIT, $0-8
	MOVQ a+0(FP), AX
	QUADARGS
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1

quads1loop:
	VMOVDQU32 (SI), Z8
	VMOVDQU32 64(SI), Z9
	QUAD(R8, Z0, Z1)
	ADDQ      $128, SI
	DECQ      CX
	JNZ       quads1loop

	QUADOUT(Z0, Z1)
	VZEROUPPER
	RET

// Constants: ½, 1, 127, -127 and the mask of all bits but the sign.
DATA rowConst<>+0(SB)/4, $0x3f000000
DATA rowConst<>+4(SB)/4, $0x3f800000
DATA rowConst<>+8(SB)/4, $0x42fe0000
DATA rowConst<>+12(SB)/4, $0xc2fe0000
DATA rowConst<>+16(SB)/4, $0x7fffffff
GLOBL rowConst<>(SB), RODATA|NOPTR, $20

// func addAVX2(x, y *float32, n int)
TEXT ·addAVX2(SB), NOSPLIT, $0-24
	MOVQ x+0(FP), DI
	MOVQ y+8(FP), SI
	MOVQ n+16(FP), CX

addloop:
	VMOVUPS (DI), Y0
	VADDPS  (SI), Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ    $32, DI
	ADDQ    $32, SI
	SUBQ    $8, CX
	JG      addloop
	VZEROUPPER
	RET

// func addScaledAVX2(x *float32, q *int8, n int, s float32)
TEXT ·addScaledAVX2(SB), NOSPLIT, $0-28
	MOVQ         x+0(FP), DI
	MOVQ         q+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSS s+24(FP), Y1

addscaledloop:
	VPMOVSXBD (SI), Y0
	VCVTDQ2PS Y0, Y0
	VMULPS    Y1, Y0, Y0
	VADDPS    (DI), Y0, Y0
	VMOVUPS   Y0, (DI)
	ADDQ      $32, DI
	ADDQ      $8, SI
	SUBQ      $8, CX
	JG        addscaledloop
	VZEROUPPER
	RET

// func maxAVX2(x *float32, n int) float32
TEXT ·maxAVX2(SB), NOSPLIT, $0-20
	MOVQ   x+0(FP), SI
	MOVQ   n+8(FP), CX
	VXORPS Y0, Y0, Y0

maxloop:
	VMAXPS (SI), Y0, Y0
	ADDQ   $32, SI
	SUBQ   $8, CX
	JG     maxloop
	VEXTRACTF128 $1, Y0, X1
	VMAXPS       X1, X0, X0
	VMOVHLPS     X0, X0, X1
	VMAXPS       X1, X0, X0
	VMOVSHDUP    X0, X1
	VMAXSS       X1, X0, X0
	VMOVSS       X0, ret+16(FP)
	VZEROUPPER
	RET

// PACK stores 8 int32 of Y0 as int8 and moves on.
#define PACK \
	VEXTRACTI128 $1, Y0, X1     \
	VPACKSSDW    X1, X0, X0     \
	VPACKSSWB    X0, X0, X0     \
	VMOVQ        X0, (DI)       \
	ADDQ         $8, DI         \
	ADDQ         $32, SI

// func reluAVX2(q *int8, x *float32, n int, f float32)
TEXT ·reluAVX2(SB), NOSPLIT, $0-28
	MOVQ         q+0(FP), DI
	MOVQ         x+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSS f+24(FP), Y2
	VBROADCASTSS rowConst<>+0(SB), Y3
	VXORPS       Y4, Y4, Y4

reluloop:
	VMAXPS     (SI), Y4, Y0
	VMULPS     Y2, Y0, Y0
	VADDPS     Y3, Y0, Y0
	VCVTTPS2DQ Y0, Y0
	PACK
	SUBQ       $8, CX
	JG         reluloop
	VZEROUPPER
	RET

// LANES adds the 8 lanes of Y0: ((0+4)+(2+6)) + ((1+5)+(3+7)).
#define LANES \
	VEXTRACTF128 $1, Y0, X1  \
	VADDPS       X1, X0, X0  \
	VMOVHLPS     X0, X0, X1  \
	VADDPS       X1, X0, X0  \
	VMOVSHDUP    X0, X1      \
	VADDSS       X1, X0, X0

// func sumAVX2(x *float32, n int) float32
TEXT ·sumAVX2(SB), NOSPLIT, $0-20
	MOVQ   x+0(FP), SI
	MOVQ   n+8(FP), CX
	VXORPS Y0, Y0, Y0

sumloop:
	VADDPS (SI), Y0, Y0
	ADDQ   $32, SI
	SUBQ   $8, CX
	JG     sumloop
	LANES
	VMOVSS X0, ret+16(FP)
	VZEROUPPER
	RET

// func squaresAVX2(x *float32, n int, mean float32) float32
TEXT ·squaresAVX2(SB), NOSPLIT, $0-28
	MOVQ         x+0(FP), SI
	MOVQ         n+8(FP), CX
	VBROADCASTSS mean+16(FP), Y2
	VXORPS       Y0, Y0, Y0

squaresloop:
	VMOVUPS (SI), Y3
	VSUBPS  Y2, Y3, Y3
	VMULPS  Y3, Y3, Y3
	VADDPS  Y3, Y0, Y0
	ADDQ    $32, SI
	SUBQ    $8, CX
	JG      squaresloop
	LANES
	VMOVSS  X0, ret+24(FP)
	VZEROUPPER
	RET

// func quantAVX2(q *int8, x *float32, n int, mean, f float32)
TEXT ·quantAVX2(SB), NOSPLIT, $0-32
	MOVQ         q+0(FP), DI
	MOVQ         x+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSS mean+24(FP), Y2
	VBROADCASTSS f+28(FP), Y3
	VBROADCASTSS rowConst<>+8(SB), Y4
	VBROADCASTSS rowConst<>+12(SB), Y5

quantloop:
	VMOVUPS   (SI), Y0
	VSUBPS    Y2, Y0, Y0
	VMULPS    Y3, Y0, Y0
	VMAXPS    Y5, Y0, Y0
	VMINPS    Y4, Y0, Y0
	VCVTPS2DQ Y0, Y0
	PACK
	SUBQ      $8, CX
	JG        quantloop
	VZEROUPPER
	RET

// func addMaxAVX2(x, p, q *float32, n int)
TEXT ·addMaxAVX2(SB), NOSPLIT, $0-32
	MOVQ x+0(FP), DI
	MOVQ p+8(FP), SI
	MOVQ q+16(FP), BX
	MOVQ n+24(FP), CX

addmaxloop:
	VMOVUPS (SI), Y0
	VMAXPS  (BX), Y0, Y0
	VADDPS  (DI), Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ    $32, DI
	ADDQ    $32, SI
	ADDQ    $32, BX
	SUBQ    $8, CX
	JG      addmaxloop
	VZEROUPPER
	RET

// func scanAVX2(x, c, a, b *float32, n int)
TEXT ·scanAVX2(SB), NOSPLIT, $0-40
	MOVQ         x+0(FP), DI
	MOVQ         c+8(FP), DX
	MOVQ         a+16(FP), SI
	MOVQ         b+24(FP), BX
	MOVQ         n+32(FP), CX
	VBROADCASTSS rowConst<>+0(SB), Y4
	VBROADCASTSS rowConst<>+4(SB), Y5
	VBROADCASTSS rowConst<>+16(SB), Y6

scanloop:
	VMOVUPS (BX), Y0
	VANDPS  Y6, Y0, Y1
	VADDPS  Y5, Y1, Y1
	VMULPS  Y4, Y0, Y0
	VDIVPS  Y1, Y0, Y0
	VADDPS  Y4, Y0, Y0
	VMOVUPS (DX), Y2
	VMOVUPS (SI), Y3
	VSUBPS  Y2, Y3, Y3
	VMULPS  Y3, Y0, Y0
	VADDPS  Y2, Y0, Y0
	VMOVUPS Y0, (DX)
	VADDPS  (DI), Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ    $32, DI
	ADDQ    $32, DX
	ADDQ    $32, SI
	ADDQ    $32, BX
	SUBQ    $8, CX
	JG      scanloop
	VZEROUPPER
	RET

// func adamAVX2(w, grad, m, v *float32, n int, f *float32)
// f holds 1-beta1, 1-beta2, rate, epsilon.
TEXT ·adamAVX2(SB), NOSPLIT, $0-48
	MOVQ         w+0(FP), DI
	MOVQ         grad+8(FP), SI
	MOVQ         m+16(FP), DX
	MOVQ         v+24(FP), BX
	MOVQ         n+32(FP), CX
	MOVQ         f+40(FP), AX
	VBROADCASTSS 0(AX), Y4
	VBROADCASTSS 4(AX), Y5
	VBROADCASTSS 8(AX), Y6
	VBROADCASTSS 12(AX), Y7
	VXORPS       Y8, Y8, Y8

adamloop:
	VMOVUPS (SI), Y0
	VMOVUPS (DX), Y1
	VSUBPS  Y1, Y0, Y2
	VFMADD231PS Y4, Y2, Y1
	VMOVUPS Y1, (DX)
	VMOVUPS (BX), Y3
	VMULPS  Y0, Y0, Y0
	VSUBPS  Y3, Y0, Y0
	VFMADD231PS Y5, Y0, Y3
	VMOVUPS Y3, (BX)
	VSQRTPS Y3, Y3
	VADDPS  Y7, Y3, Y3
	VMULPS  Y6, Y1, Y1
	VDIVPS  Y3, Y1, Y1
	VMOVUPS (DI), Y2
	VSUBPS  Y1, Y2, Y2
	VMOVUPS Y2, (DI)
	VMOVUPS Y8, (SI)
	ADDQ    $32, DI
	ADDQ    $32, SI
	ADDQ    $32, DX
	ADDQ    $32, BX
	SUBQ    $8, CX
	JG      adamloop
	VZEROUPPER
	RET
