namespace QualiPref.Recomputation;

/// <summary>One case as the acknowledged requests left it.</summary>
internal sealed class CaseFact
{
    /// <summary>Working days within which a case is to be answered.</summary>
    public const int Commitment = 15;

    public required Guid Id { get; init; }

    public required string Site { get; set; }

    public required string Kind { get; set; }

    public required string Channel { get; set; }

    public required DateOnly ReceivedOn { get; set; }

    public required string? Motive { get; set; }

    public required string? Module { get; set; }

    public required bool Anonymous { get; init; }

    public bool Open { get; set; } = true;

    public DateOnly? FirstAnsweredOn { get; private set; }

    /// <summary>Judged on the day of the first answer by the due date of that moment; a later correction does not judge again.</summary>
    private bool _answeredInTime;

    public DateOnly DueOn => WorkingDays.After(ReceivedOn, Commitment);

    public bool Counted => Kind is "complaint" or "suggestion";

    /// <summary>The first answer decides for good; without one, only an open case with somebody to answer is still undecided.</summary>
    public Verdict Verdict => (Kind, FirstAnsweredOn) switch
    {
        ("thanks", _) => Verdict.NotApplicable,
        (_, not null) => _answeredInTime ? Verdict.InTime : Verdict.Late,
        _ => Open && !Anonymous ? Verdict.Pending : Verdict.NotApplicable,
    };

    public int? ResponseDays => Verdict is Verdict.InTime or Verdict.Late ? WorkingDays.Between(ReceivedOn, FirstAnsweredOn!.Value) : null;

    /// <summary>The case as it is now.</summary>
    public CaseFact Copy() => (CaseFact)MemberwiseClone();

    public void AnswerOn(DateOnly day)
    {
        if (FirstAnsweredOn is not null)
            return;
        FirstAnsweredOn = day;
        _answeredInTime = day <= DueOn;
    }

    public string? Dimension(string name) => name switch
    {
        "channel" => Channel,
        "motive" => Motive,
        "kind" => Kind,
        "module" => Module,
        _ => throw new ArgumentException($"Not a dimension: {name}", nameof(name)),
    };
}

internal enum Verdict
{
    Pending,
    InTime,
    Late,
    NotApplicable,
}
