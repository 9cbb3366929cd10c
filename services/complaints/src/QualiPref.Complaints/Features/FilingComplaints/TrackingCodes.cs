using System.Security.Cryptography;

namespace QualiPref.Complaints.Features.FilingComplaints;

/// <summary>
/// Codes with which a person follows their case without an account: 20 symbols of 32, that is 100 random bits, in Crockford's base 32,
/// where nothing that is read aloud or copied by hand can be taken for something else.
/// </summary>
internal static class TrackingCodes
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 20;
    private const int Group = 5;

    /// <summary>A new code, as it is stored.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>A code as it is shown: four groups of five.</summary>
    public static string Show(string code) => string.Join('-', code.Chunk(Group).Select(group => new string(group)));

    /// <summary>A code as a person may have typed it, as it is stored; null when it cannot be one.</summary>
    public static string? Read(string typed)
    {
        if (typed.Length > 3 * Length) return null;
        var symbols = typed.ToUpperInvariant().Where(c => c is not ('-' or ' ')).Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }).ToArray();
        return symbols.Length == Length && symbols.All(Alphabet.Contains) ? new string(symbols) : null;
    }
}
