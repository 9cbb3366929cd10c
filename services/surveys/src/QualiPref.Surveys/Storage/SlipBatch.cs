using System.Security.Cryptography;
using System.Text;
using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Platform.Http;

namespace QualiPref.Surveys.Storage;

/// <summary>
/// The slips of one emptying of an urn, and what a second entry of some of them found. It holds codes and ids alone: the answers are in the ledger, and what is written
/// by hand is never entered twice. What happens to a slip is written here first, and the ledger follows: whoever repeats a call that was broken off in between finishes it.
/// </summary>
internal sealed class SlipBatch
{
    /// <summary>Most slips of a batch: an urn that holds more is keyed as several.</summary>
    public const int MostSlips = 500;

    [BsonId]
    public required Guid Id { get; init; }

    /// <summary>Raised by each change.</summary>
    public int Version { get; set; } = 1;

    public required string Site { get; init; }

    /// <summary>The day on which the urn was emptied: that of all its answers.</summary>
    public required DateOnly EmptiedOn { get; init; }

    public required string Questionnaire { get; init; }

    public required int QuestionnaireVersion { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>In the order in which they were keyed, which is that of their numbers.</summary>
    public List<Slip> Slips { get; init; } = [];

    /// <summary>When the last slip was keyed, and the sample drawn.</summary>
    [BsonIgnoreIfNull]
    public DateTime? ClosedAt { get; set; }

    /// <summary>Numbers of the slips that are keyed a second time; empty before the batch is closed.</summary>
    public List<int> Sample { get; set; } = [];

    /// <summary>The second entries.</summary>
    public List<SlipCheck> Checks { get; init; } = [];

    /// <summary>Slips that were not withdrawn.</summary>
    [BsonIgnore]
    public IEnumerable<Slip> Kept => Slips.Where(slip => !slip.IsWithdrawn);

    /// <summary>Whether every slip of the sample was keyed twice and every difference is settled.</summary>
    [BsonIgnore]
    public bool IsChecked => ClosedAt is not null && Sample.TrueForAll(number => CheckOf(number) is { IsSettled: true });

    public SlipCheck? CheckOf(int number) => Checks.Find(check => check.Number == number);

    public Slip? SlipOf(Guid id) => Slips.Find(slip => slip.Id == id);

    /// <summary>Why it takes a slip no more; null where it does, or has it already.</summary>
    public ProblemKind? RefusalOf(Guid id) =>
        SlipOf(id) is not null ? null
        : ClosedAt is not null ? SurveysProblems.BatchClosed
        : Slips.Count >= MostSlips ? SurveysProblems.BatchFull
        : null;

    /// <summary>Takes a slip under the next number, unless it has it.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Take(Guid id)
    {
        if (SlipOf(id) is not null || RefusalOf(id) is not null) return false;
        Slips.Add(new Slip { Number = Slips.Count + 1, Id = id });
        return true;
    }

    /// <summary>
    /// Draws the sample: the slips whose digest of batch and number is the smallest. The batch's id is its seed, and anybody who knows it draws the same.
    /// </summary>
    /// <param name="share">Which share of the slips.</param>
    /// <param name="least">How many at least.</param>
    public List<int> Draw(double share, int least)
    {
        List<int> numbers = [.. Kept.Select(slip => slip.Number)];
        var size = Math.Min(numbers.Count, Math.Max(least, (int)Math.Ceiling(numbers.Count * share)));
        return [.. numbers.OrderBy(RankOf, StringComparer.Ordinal).Take(size).Order()];
    }

    private string RankOf(int number) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Id}/{number}")));
}

/// <summary>One slip: its number, which is written on it, and its answer in the ledger.</summary>
internal sealed class Slip
{
    public required int Number { get; init; }

    /// <summary>Of its answer.</summary>
    public required Guid Id { get; init; }

    public bool IsWithdrawn { get; set; }

    /// <summary>Says whether it is withdrawn.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Withdraw(bool isWithdrawn)
    {
        if (IsWithdrawn == isWithdrawn) return false;
        IsWithdrawn = isWithdrawn;
        return true;
    }
}

/// <summary>The second entry of a slip.</summary>
internal sealed class SlipCheck
{
    public required int Number { get; init; }

    /// <summary>Option by question, as it was keyed the second time; questions without an answer are not in it.</summary>
    public required Dictionary<string, string> Choices { get; init; }

    /// <summary>How many questions were compared: those that either entry answers. Where both are blank nothing was keyed that could be wrong.</summary>
    public required int Compared { get; init; }

    public required List<SlipDifference> Differences { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Whether the ledger holds what was settled; at once where the first entry was right.</summary>
    public bool IsDone { get; set; }

    /// <summary>Whether somebody said of every difference what stands on the slip.</summary>
    [BsonIgnore]
    public bool IsDecided => Differences.TrueForAll(difference => difference.IsSettled);

    [BsonIgnore]
    public bool IsSettled => IsDecided && IsDone;

    /// <summary>How many questions were wrong the first time; only what is settled tells.</summary>
    [BsonIgnore]
    public int Wrong => Differences.Count(difference => difference.IsSettled && difference.Right != difference.First);

    /// <summary>Says what stands on the slip, unless somebody did.</summary>
    /// <param name="right">By question that differs.</param>
    /// <returns>Whether anything changed.</returns>
    public bool Decide(IReadOnlyDictionary<string, string?> right)
    {
        if (IsDecided) return false;
        foreach (var one in Differences) (one.Right, one.IsSettled) = (right[one.Question], true);
        IsDone = Wrong == 0;
        return true;
    }

    public bool IsDecidedAs(IReadOnlyDictionary<string, string?> right) => IsDecided && Differences.TrueForAll(one => one.Right == right[one.Question]);
}

/// <summary>A question that was keyed differently; null where nothing was.</summary>
internal sealed class SlipDifference
{
    public required string Question { get; init; }

    public required string? First { get; init; }

    public required string? Second { get; init; }

    /// <summary>What stands on the slip, once somebody looked.</summary>
    public string? Right { get; set; }

    public bool IsSettled { get; set; }
}
