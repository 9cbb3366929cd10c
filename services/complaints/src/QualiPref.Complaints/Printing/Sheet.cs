namespace QualiPref.Complaints.Printing;

/// <summary>
/// Where things stand on an A4 sheet that is folded in three for a DL envelope (110 × 220 mm), in millimetres from the upper left corner.
/// </summary>
/// <remarks>
/// DL envelopes sold in France have a window of 100 mm by 35 or 45 mm, 20 mm from the right and 20 mm from the lower edge; a postal address has at most 6 lines of
/// 38 characters (NF Z 10-011). The folded sheet, 210 × 99 mm, has 10 mm of play across and 11 mm down: what has to show wherever
/// it lies stands in 100 to 190 and 55 to 79 mm, and nothing else may stand in what either window can show, 90 to 200 and 34 to 90 mm.
/// </remarks>
internal static class Sheet
{
    public const double Width = 210, Height = 297;

    /// <summary>What shows through the window wherever the sheet lies in the envelope.</summary>
    public const double WindowLeft = 100, WindowRight = 190, WindowTop = 55, WindowBottom = 79;

    /// <summary>What may show through the window of some envelope in some position: nothing but the address stands here.</summary>
    public const double ShownLeft = 90, ShownRight = 200, ShownTop = 34, ShownBottom = 90;

    /// <summary>The address: a little inside of what shows, since paper is not folded to the millimetre.</summary>
    public const double AddressLeft = 103, AddressRight = 188, AddressFirstLine = 58.8, AddressStep = 3.75;

    public const int AddressLines = 6;

    public const double Left = 20, Right = 190;

    public const double HeadFirstLine = 17, HeadRight = 86, HeadStep = 4.4;

    /// <summary>Place and date, below all that a window shows.</summary>
    public const double DateLine = 95.5;

    public const double ReferenceLine = 107, SubjectLine = 114, NextTop = 25, Bottom = 270, PageNumberLine = 278, FooterLine = 284, FooterStep = 3.6;

    /// <summary>Where the sheet is folded, and how long the marks at its edge are: printers leave about 5 mm white.</summary>
    public const double FirstFold = 99, SecondFold = 198, MarkLeft = 5, MarkRight = 9;

    /// <summary>Points of so many millimetres.</summary>
    public static double Points(double millimetres) => millimetres * 72 / 25.4;
}
