using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace QualiPref.Surveys.Masking;

/// <summary>Finds numbers of bank accounts (IBAN) in a text, however they are spaced.</summary>
internal static class BankAccounts
{
    // Signs between two of an account's number.
    private const int MostBetween = 2;

    // Length by country, of those whose accounts are met at a French counter.
    private static readonly FrozenDictionary<string, int> Lengths = (
        "AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GR27 HR21 HU28 IE22 IT27 LT20 LU20 LV21 MA28 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SE24 SI19 SK24 TN24 TR26")
        .Split(' ').ToFrozenDictionary(one => one[..2], one => int.Parse(one[2..], CultureInfo.InvariantCulture));

    /// <summary>The text without them.</summary>
    public static string Masked(string text)
    {
        StringBuilder? masked = null;
        var kept = 0;
        for (var i = 0; i + 2 < text.Length; i++)
        {
            if (!char.IsAsciiLetter(text[i]) || !char.IsAsciiLetter(text[i + 1]) || (i > 0 && char.IsLetterOrDigit(text[i - 1]))) continue;
            if (EndOf(text, i) is not { } end) continue;
            (masked ??= new StringBuilder(text.Length)).Append(text, kept, i - kept).Append(PersonalData.Number);
            kept = end;
            i = end - 1;
        }
        return masked?.Append(text, kept, text.Length - kept).ToString() ?? text;
    }

    // Where the account's number ends that begins here; null when none does.
    private static int? EndOf(string text, int start)
    {
        if (!Lengths.TryGetValue(text.Substring(start, 2).ToUpperInvariant(), out var length)) return null;
        Span<char> signs = stackalloc char[length];
        var (count, between, at) = (0, 0, start);
        for (; at < text.Length && count < length; at++)
        {
            if (char.IsAsciiLetterOrDigit(text[at])) (signs[count++], between) = (char.ToUpperInvariant(text[at]), 0);
            else if (!DigitRuns.IsBetween(text[at]) || ++between > MostBetween) return null;
        }
        return count == length && IsAccount(signs) && (at == text.Length || !char.IsLetterOrDigit(text[at])) ? at : null;
    }

    // Words after a country's code hold few digits; a mistyped number is nearly all digits, though its check fails.
    private static bool IsAccount(ReadOnlySpan<char> signs)
    {
        if (!char.IsAsciiDigit(signs[2]) || !char.IsAsciiDigit(signs[3])) return false;
        var digits = 0;
        foreach (var sign in signs)
        {
            if (char.IsAsciiDigit(sign)) digits++;
        }
        return digits * 5 >= signs.Length * 4 || (digits * 5 >= signs.Length * 3 && IsChecked(signs));
    }

    // ISO 13616: the first four signs moved to the end, letters as 10 to 35, the rest of the division by 97 is 1.
    private static bool IsChecked(ReadOnlySpan<char> signs)
    {
        var rest = 0;
        for (var i = 0; i < signs.Length; i++)
        {
            var sign = signs[(i + 4) % signs.Length];
            rest = char.IsAsciiDigit(sign) ? ((rest * 10) + sign - '0') % 97 : ((rest * 100) + sign - 'A' + 10) % 97;
        }
        return rest == 1;
    }
}
