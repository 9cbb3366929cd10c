using System.Text.RegularExpressions;

namespace QualiPref.Surveys.Masking;

/// <summary>
/// Hides in free text what tells who somebody is: addresses of e-mail, telephone numbers, numbers of persons, documents and accounts. What is hidden is replaced by what it
/// was, in brackets, and cannot be found again. It works by form alone: a name or a postal address is not recognised, nor a number written in words.
/// </summary>
internal static class PersonalData
{
    /// <summary>In the place of an address of e-mail.</summary>
    public const string Address = "[adresse masquée]";

    /// <summary>In the place of a telephone number.</summary>
    public const string Phone = "[téléphone masqué]";

    /// <summary>In the place of any other number that tells who somebody is.</summary>
    public const string Number = "[numéro masqué]";

    // Nothing shorter is any of these: "a@b.fr".
    private const int Shortest = 6;

    private const string Local = @"[\p{L}\p{N}._%+'\-]";
    private const string At = @"(?:\s?[@＠]\s?|\s?[(\[](?:at|arobase?|arroba)[)\]]\s?|\s(?:arobase?|arroba)\s)";
    private const string Dot = @"(?:\.|\s\.\s?|\s(?:point|punto|ponto|dot)\s)";

    // A text is as long as whoever types it wants: nothing here goes back over what was read.
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    // With a domain; or, since nobody writes it for anything else, two words around the sign.
    private static readonly Regex Addresses = new($@"{Local}+{At}(?:[\p{{L}}\p{{N}}\-]+{Dot})+\p{{L}}[\p{{L}}\p{{N}}\-]+|{Local}{{2,}}[@＠]\p{{L}}{{2,}}[\p{{L}}\p{{N}}\-]*", Linear);

    // English has this word between any two others: only a name with signs before it, or a provider of mailboxes behind it, makes an address of it.
    private static readonly Regex SpokenAddresses = new(
        @"\b(?:\p{L}[\p{L}\p{N}%+'\-]*[._\d][\p{L}\p{N}._%+'\-]*\sat\s(?:[\p{L}\p{N}\-]+\.)+\p{L}[\p{L}\p{N}\-]+"
        + @"|[\p{L}\p{N}._%+'\-]+\sat\s(?:gmail|hotmail|yahoo|outlook|live|icloud|orange|wanadoo|free|sfr|laposte|protonmail|gmx)\.\p{L}[\p{L}.]+)", Linear);

    // Passports and driving licences.
    private static readonly Regex Passports = new(@"\b\d{2}[ .\-]?[A-Z]{2}[ .\-]?\d{5}\b", Linear);

    // Passports of other countries: a letter or two, then digits.
    private static readonly Regex OtherPassports = new(@"\b(?:[A-Z]\d{7,8}|[A-Z]{2}\d{6,7}|[A-Z]{2} \d{7})\b", Linear);

    // Plates since 2009, which have neither I nor O nor U.
    private static readonly Regex Plates = new(@"\b[A-HJ-NP-TV-Z]{2}[ \-]?\d{3}[ \-]?[A-HJ-NP-TV-Z]{2}\b", Linear);

    // Identity cards since 2021, whose nine signs mix.
    private static readonly Regex Cards = new(@"\b[A-Z0-9]{9}\b", Linear);

    // Between two numbers these are words.
    private static readonly HashSet<string> ShortWords = new(StringComparer.Ordinal)
    {
        "AN", "AS", "AT", "AU", "CA", "CE", "DA", "DE", "DO", "DU", "EL", "EM", "EN", "ES", "ET", "IN", "JE", "LA", "LE", "MA", "ME", "NE", "NO", "OF", "ON", "OR", "OU",
        "SA", "SE", "SI", "TA", "TE", "TO", "UN", "VA",
    };

    /// <summary>The text without what tells who somebody is. What was masked once stays as it is.</summary>
    /// <param name="text">A text that somebody wrote.</param>
    public static string Masked(string text)
    {
        if (text.Length < Shortest) return text;
        var masked = SpokenAddresses.Replace(Addresses.Replace(text, Address), Address);
        masked = BankAccounts.Masked(masked);
        masked = OtherPassports.Replace(masked, found => AreNoWords(found.ValueSpan) ? Number : found.Value);
        masked = Plates.Replace(masked, found => AreNoWords(found.ValueSpan) ? Number : found.Value);
        masked = Passports.Replace(masked, found => IsPassport(found.ValueSpan) ? Number : found.Value);
        return Cards.Replace(DigitRuns.Masked(masked), found => IsCard(found.ValueSpan) ? Number : found.Value);
    }

    private static bool IsPassport(ReadOnlySpan<char> found)
    {
        if (found.Length == 9) return true;
        var letters = found[2..].TrimStart(" .-")[..2];
        return char.IsAsciiLetterUpper(letters[0]) && char.IsAsciiLetterUpper(letters[1]) && !ShortWords.Contains(letters.ToString());
    }

    // Apart from the digits they may be words with a number between them.
    private static bool AreNoWords(ReadOnlySpan<char> found)
    {
        if (!found.Contains(' ')) return true;
        return !found.ContainsAnyInRange('a', 'z') && !ShortWords.Contains(found[..2].ToString()) && !ShortWords.Contains(found[^2..].ToString());
    }

    // Of words and hours it is told by how often letters and digits take turns.
    private static bool IsCard(ReadOnlySpan<char> found)
    {
        var (digits, turns, small) = (0, 0, false);
        for (var i = 0; i < found.Length; i++)
        {
            if (char.IsAsciiDigit(found[i])) digits++;
            if (i > 0 && char.IsAsciiDigit(found[i]) != char.IsAsciiDigit(found[i - 1])) turns++;
            small |= char.IsAsciiLetterLower(found[i]);
        }
        return digits is >= 2 and <= 7 && turns >= 3 && !(small && found.Contains('h'));
    }
}
