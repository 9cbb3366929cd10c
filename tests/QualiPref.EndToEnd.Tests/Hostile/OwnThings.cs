using System.Globalization;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Hostile;

/// <summary>What one sender has made and works on: nobody else does, so that its exchanges come in the order in which they happened.</summary>
internal sealed class OwnThings
{
    private const int Kept = 20;

    private readonly List<(Guid Id, string Etag)> _answers = [];

    /// <summary>Ids that are only read: those that are set once for all senders, and the sender's kiosk.</summary>
    public required IReadOnlyDictionary<string, string> Shared { get; init; }

    /// <summary>Folder of the keys that the system signs with.</summary>
    public required string Keys { get; init; }

    public (Guid Id, string Etag) Case { get; private set; } = (Guid.NewGuid(), "\"1\"");

    /// <summary>Whether nothing has happened to the case since it was filed.</summary>
    public bool CaseIsNew { get; private set; }

    public void Filed(Guid id) => (Case, CaseIsNew) = ((id, "\"1\""), true);

    public void Moved(string etag) => (Case, CaseIsNew) = ((Case.Id, etag), false);

    public (Guid Id, string Etag) AnswerAt(Random random) => _answers.Count == 0 ? (Guid.NewGuid(), "\"1\"") : _answers[random.Next(_answers.Count)];

    public void Acknowledged(Guid answer, string? etag)
    {
        _answers.RemoveAll(one => one.Id == answer);
        _answers.Add((answer, etag ?? "\"1\""));
        if (_answers.Count > Kept)
            _answers.RemoveAt(0);
    }

    /// <summary>A path or body with its names in braces replaced.</summary>
    public string Filled(string text, Guid answer, Random random)
    {
        while (text.IndexOf("{new}", StringComparison.Ordinal) is >= 0 and var at)
            text = text[..at] + NewId(random) + text[(at + "{new}".Length)..];
        if (text.Contains("{proof}", StringComparison.Ordinal))
        {
            var proven = NewId(random);
            text = text.Replace("{proven}", proven.ToString(), StringComparison.Ordinal).Replace("{proof}", SampleToken.ProofOf(Keys, proven), StringComparison.Ordinal);
        }
        foreach (var (name, value) in Shared)
            text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        return text.Replace("{answer}", answer.ToString(), StringComparison.Ordinal)
            .Replace("{case}", Case.Id.ToString(), StringComparison.Ordinal)
            .Replace("{year}", RunningSystem.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{now}", TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    public static Guid NewId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
