using QualiPref.Synthetic.Requests;

namespace QualiPref.Synthetic;

/// <summary>One case on its way: each move bears the local date reached so far, which never passes the last day of work.</summary>
internal sealed class CaseScript(FilingRequest filing, DateOnly lastDay)
{
    private readonly List<MoveCase> _moves = [];

    public FilingRequest Filing => filing;

    public DateOnly Day { get; private set; } = filing.ReceivedOn!.Value;

    public FileCase Filed { get; } = new(filing);

    public IReadOnlyList<MoveCase> Moves => _moves;

    public IReadOnlyList<SyntheticRequest> Chain => [Filed, .. Moves];

    /// <summary>Goes on some days later.</summary>
    public CaseScript After(int days)
    {
        var day = Day.AddDays(days);
        Day = day < lastDay ? day : lastDay;
        return this;
    }

    /// <summary>Goes on a number of days after reception, at once when that has passed.</summary>
    public CaseScript On(int daysAfterReception)
    {
        var day = filing.ReceivedOn!.Value.AddDays(daysAfterReception);
        return day > Day ? After(day.DayNumber - Day.DayNumber) : this;
    }

    public CaseScript Do(string transition, TransitionRequest body)
    {
        _moves.Add(new MoveCase(filing.Id, transition, body with { OccurredOn = Day }));
        return this;
    }
}
