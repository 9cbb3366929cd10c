using CsCheck;
using QualiPref.Surveys.Masking;

namespace QualiPref.Surveys.Tests.Unit;

/// <summary>Numbers of persons in any grouping and with anything between the groups, planted in what people write.</summary>
public sealed class Masking_any_number
{
    private static readonly Gen<string> Digit = Gen.Int[0, 9].Select(digit => $"{digit}");

    // Of a kind: a telephone, one from abroad, a foreigner, a NIR with and without its key.
    private static readonly Gen<string> Numbers = Gen.OneOf(
        Numbered(Gen.OneOf("01", "02", "03", "04", "05", "06", "07", "08", "09"), 8),
        Numbered(Gen.OneOf("+336", "+44", "+212", "0033", "00351"), 9),
        Numbered(Gen.OneOf("75", "77", "99"), 8),
        Numbered(Gen.OneOf("18502", "27811", "19912"), 8),
        Numbered(Gen.OneOf("18502", "27811", "19912"), 10));

    private static readonly Gen<string> Between = Gen.OneOf(" ", ".", "-", "–", " - ", "\u00A0", "\u202F", "\u2009", ". ", "\u200E", "  ", "\n");

    private static readonly Gen<string> Words = Gen.OneOf("", "Bonjour, ", "appelez-moi au ", "n° ", "Tel:", "mon numéro est le ", "يمكنكم الاتصال بي على ", "my number is ", "J'ai attendu 45 minutes ! ", "ok\n");

    private static readonly Gen<string> After = Gen.OneOf("", " merci", ".", ", c'était long", " !", " gracias");

    [Fact]
    public void Leaves_no_digit_of_a_planted_number() => Gen.Select(Words, Numbers, Between, Gen.Int[1, 4].Array[8], After).Sample((before, number, between, sizes, after) =>
    {
        var masked = PersonalData.Masked(before + Spaced(number, between, sizes) + after);
        var digits = masked.Replace("45 minutes", "", StringComparison.Ordinal).Where(char.IsDigit);
        Assert.False(digits.Any(), masked);
        if (before.Length > 0) Assert.StartsWith(before.TrimEnd(), masked, StringComparison.Ordinal);
        Assert.EndsWith(after, masked, StringComparison.Ordinal);
    }, iter: 20_000);

    [Fact]
    public void Does_nothing_to_what_was_masked() => Gen.Select(Words, Numbers, Between, Gen.String[Gen.Char, 0, 40]).Sample((before, number, between, noise) =>
    {
        var masked = PersonalData.Masked(before + number + between + noise);
        Assert.Equal(masked, PersonalData.Masked(masked));
    }, iter: 20_000);

    [Fact]
    public void Takes_any_text() => Gen.String.Sample(text => { PersonalData.Masked(text); }, iter: 20_000);

    private static Gen<string> Numbered(Gen<string> start, int more) => Gen.Select(start, Digit.Array[more], (first, digits) => first + string.Concat(digits));

    private static string Spaced(string number, string between, int[] sizes)
    {
        var groups = new List<string>();
        var from = number[0] == '+' ? 1 : 0;
        for (var i = 0; from < number.Length; i++)
        {
            var size = Math.Min(sizes[i % sizes.Length], number.Length - from);
            groups.Add(number.Substring(from, size));
            from += size;
        }
        return (number[0] == '+' ? "+" : "") + string.Join(between, groups);
    }
}
