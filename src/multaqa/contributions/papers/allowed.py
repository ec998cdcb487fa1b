"""What may come along into the clean copy of a PDF: the names with which a page is drawn, and no other (ISO 32000-1, tables 33,
58, 60, 75 to 96, 111 to 128). /F, /A, /AA, /JS, /Ref, /OPI, /AF, /Metadata, /PieceInfo, /OC, /Properties are not among them."""

# Resources, forms, groups, masks.
_FRAME = """
Type Subtype FormType BBox Matrix Resources Group S G BC TR CS I K
"""
# Pictures.
_PICTURES = """
Width Height BitsPerComponent Intent ImageMask Mask Decode Interpolate SMask SMaskInData Matte Filter DecodeParms
Predictor Colors Columns EarlyChange Rows EndOfLine EncodedByteAlign EndOfBlock BlackIs1 DamagedRowsBeforeError
ColorTransform JBIG2Globals
"""
# Fonts.
_FONTS = """
BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode Name DescendantFonts CIDSystemInfo DW W DW2 W2
CIDToGIDMap FontBBox FontMatrix FontName FontFamily FontStretch FontWeight Flags ItalicAngle Ascent Descent Leading
CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile FontFile2 FontFile3 Length1 Length2 Length3
CharSet Style Lang FD CIDSet BaseEncoding Differences CMapName WMode UseCMap Registry Ordering Supplement
"""
# How it is drawn.
_DRAWING = """
LW LC LJ ML D RI OP op OPM BG BG2 UCR UCR2 TR2 HT FL SM SA BM CA ca AIS TK HalftoneType HalftoneName Frequency Angle
SpotFunction AccurateScreens TransferFunction
"""
# Colours, patterns, shadings, functions.
_COLOURS = """
N Alternate Range WhitePoint BlackPoint Gamma Process Components MixingHints Solidities PrintingOrder DotGain
PatternType PaintType TilingType XStep YStep ShadingType Background AntiAlias Coords Domain Function Extend
BitsPerCoordinate BitsPerFlag VerticesPerRow FunctionType Size BitsPerSample Order Encode C0 C1 Functions Bounds
"""
# Dictionaries whose names are the file's own.
NAMED = frozenset({"/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/CharProcs", "/Colorants"})
ALLOWED = NAMED | {f"/{name}" for names in (_FRAME, _PICTURES, _FONTS, _DRAWING, _COLOURS) for name in names.split()}
