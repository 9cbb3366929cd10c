using System.Globalization;

namespace QualiPref.Surveys.Masking;

/// <summary>Digits of any script that touch each other.</summary>
/// <param name="From">Where they begin in the text.</param>
/// <param name="To">Where they end, not included.</param>
/// <param name="Value">What they say; of more than nine digits the largest number.</param>
/// <param name="FirstDigit">The first of them.</param>
/// <param name="LastDigit">The last of them.</param>
internal readonly record struct DigitGroup(int From, int To, int Value, int FirstDigit, int LastDigit)
{
    private const int LongestValue = 9;

    public int Length => To - From;

    public bool HasLeadingZero => Length > 1 && FirstDigit == 0;

    public bool IsYear => Length == 4 && Value is >= 1900 and < 2100;

    /// <summary>The group that begins at a digit.</summary>
    public static DigitGroup At(string text, int from)
    {
        var (to, value) = (from, 0);
        for (; to < text.Length && char.IsDigit(text[to]); to++)
        {
            if (to - from < LongestValue) value = (value * 10) + Digit(text[to]);
        }
        return new DigitGroup(from, to, to - from > LongestValue ? int.MaxValue : value, Digit(text[from]), Digit(text[to - 1]));
    }

    private static int Digit(char digit) => CharUnicodeInfo.GetDecimalDigitValue(digit);
}
