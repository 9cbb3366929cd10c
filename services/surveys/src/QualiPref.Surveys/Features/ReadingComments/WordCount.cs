using System.Globalization;
using QualiPref.Surveys.Masking;

namespace QualiPref.Surveys.Features.ReadingComments;

/// <summary>Counts in how many comments a word stands: plain counting, nothing is guessed.</summary>
internal sealed class WordCount
{
    /// <summary>Words of fewer comments might tell of one person.</summary>
    public const int Fewest = 5;

    private const int Shortest = 4;

    private const int Longest = 40;

    // More words than people use; what comes after is noise that somebody typed.
    private const int MostWords = 100_000;

    // What French sentences consist of anyway.
    private static readonly HashSet<string> Stop = new(
        ("alors après assez aucun aucune aussi autre autres avaient avais avait avant avec avez avoir avons beaucoup bonjour cela celle celles celui cette ceux "
        + "chez comme comment dans depuis dire doit donc dont elle elles encore entre étaient étais était étant être fait faire faut fois font jamais juste leur "
        + "leurs lors lorsque mais même mêmes merci mieux moins nous parce parfois pendant peut plus pour pourquoi pourtant pouvez pouvoir quand quel quelle "
        + "quelles quels quelque quoi sans sera serait seulement sinon soit sommes sont sous suis tous tout toute toutes toujours très trop vers voici voilà "
        + "votre vous vraiment").Split(' '),
        StringComparer.Ordinal);

    private static readonly string[] Masks = [PersonalData.Address, PersonalData.Phone, PersonalData.Number];

    private readonly Dictionary<string, int> _comments = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ofThis = new(StringComparer.Ordinal);

    /// <summary>Adds the words of one comment, each once.</summary>
    public void Add(IEnumerable<string> texts)
    {
        _ofThis.Clear();
        foreach (var text in texts) Collect(Masks.Aggregate(text, (left, mask) => left.Replace(mask, " ", StringComparison.Ordinal)));
        foreach (var word in _ofThis)
        {
            if (_comments.Count < MostWords || _comments.ContainsKey(word)) _comments[word] = _comments.GetValueOrDefault(word) + 1;
        }
    }

    /// <summary>The words of most comments.</summary>
    public IEnumerable<(string Word, int Comments)> Most(int most) => _comments.Where(one => one.Value >= Fewest)
        .OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Take(most).Select(one => (one.Key, one.Value));

    private void Collect(string text)
    {
        var from = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isOfWord = i < text.Length && (char.IsLetter(text[i]) || char.GetUnicodeCategory(text[i]) == UnicodeCategory.NonSpacingMark);
            if (isOfWord && from < 0) from = i;
            if (isOfWord || from < 0) continue;
            var word = text[from..i].ToLowerInvariant();
            if (word.Length is >= Shortest and <= Longest && !Stop.Contains(word)) _ofThis.Add(word);
            from = -1;
        }
    }
}
