using QualiPref.Synthetic.Requests;

namespace QualiPref.Recomputation.Tests;

/// <summary>A case of a synthetic year with its steps, as whoever opens it reads it.</summary>
internal sealed record SyntheticCase(FilingRequest Filing, IReadOnlyList<MoveCase> Steps)
{
    private const int AnswerWorkingDays = 15;

    private static readonly string[] Endings = ["close", "transfer", "reject", "merge"];

    public static IReadOnlyList<SyntheticCase> In(IEnumerable<IReadOnlyList<SyntheticRequest>> chains)
    {
        var requests = chains.SelectMany(chain => chain).ToArray();
        var steps = requests.OfType<MoveCase>().ToLookup(move => move.Id);
        return [.. requests.OfType<FileCase>().Select(filed => filed.Filing).DistinctBy(filing => filing.Id).Select(filing => new SyntheticCase(filing, [.. steps[filing.Id]]))];
    }

    /// <summary>What it is, once what was mistaken is corrected.</summary>
    public string Kind => Steps.Select(step => step.Body.Kind).OfType<string>().LastOrDefault(Filing.Kind);

    /// <summary>What it is about; null when nobody has said it.</summary>
    public string? Motive => Steps.Select(step => step.Body.Motive).OfType<string>().LastOrDefault() ?? Filing.Motive;

    /// <summary>Channel and day of reception at first and after each step.</summary>
    public IEnumerable<(string Channel, DateOnly Day)> Receptions()
    {
        var (channel, day) = (Filing.Channel, Filing.ReceivedOn!.Value);
        yield return (channel, day);
        foreach (var step in Steps)
        {
            (channel, day) = (step.Body.Channel ?? channel, step.Body.ReceivedOn ?? day);
            yield return (channel, day);
        }
    }

    /// <summary>Last day on which a first answer is in time.</summary>
    public DateOnly DueOn => WorkingDays.After(Receptions().Last().Day, AnswerWorkingDays);

    /// <summary>Neither answered nor ended.</summary>
    public bool IsPending => !Steps.Any(step => step.Transition == "answer") && !IsEnded;

    /// <summary>How it ended: the transition, with the outcome of a closing; null while it goes on.</summary>
    public string? End => Steps.LastOrDefault(step => step.Transition != "correct") is { } last && IsEnded ? $"{last.Transition} {last.Body.Outcome}".TrimEnd() : null;

    /// <summary>Each answer with the outcome of the closing that follows it; null when there is none.</summary>
    public IEnumerable<(TransitionRequest Letter, string? Outcome)> Answers =>
        from at in Enumerable.Range(0, Steps.Count)
        where Steps[at].Transition == "answer"
        let next = Steps.Skip(at + 1).FirstOrDefault(step => step.Transition is "answer" or "close" or "reopen")
        select (Steps[at].Body, next?.Body.Outcome);

    private bool IsEnded => Steps.LastOrDefault(step => step.Transition != "correct") is { } last && Endings.Contains(last.Transition);
}
