using QualiPref.Synthetic.Requests;

namespace QualiPref.Synthetic;

/// <summary>One case on its way: each move bears the working day reached so far. What would come after the last day of work has not happened yet.</summary>
internal sealed class CaseScript(CaseDraft draft, DateOnly lastDay)
{
    private readonly List<SyntheticRequest> _moves = [];
    private string? _motive = draft.Filing.Motive;
    private bool _isSettled;

    public CaseDraft Draft => draft;

    public FilingRequest Filing => draft.Filing;

    public DateOnly Day { get; private set; } = FrenchWorkingDays.OnOrAfter(draft.Filing.ReceivedOn!.Value);

    public FileCase Filed { get; } = new(draft.Filing);

    public IReadOnlyList<SyntheticRequest> Moves => _moves;

    public IReadOnlyList<SyntheticRequest> Chain => [Filed, .. Moves];

    /// <summary>Goes on some days later.</summary>
    public CaseScript After(int days)
    {
        Day = FrenchWorkingDays.OnOrAfter(Day.AddDays(days));
        return this;
    }

    /// <summary>Goes on a number of days after reception, at once when that has passed.</summary>
    public CaseScript On(int daysAfterReception)
    {
        var day = Filing.ReceivedOn!.Value.AddDays(daysAfterReception);
        return day > Day ? After(day.DayNumber - Day.DayNumber) : this;
    }

    public CaseScript Do(string transition, TransitionRequest body)
    {
        if (Day > lastDay)
            return this;
        if (transition is "answer" or "close")
            Settle();
        if (transition == "qualify")
            (_motive, _isSettled) = (body.Motive, _isSettled && body.Motive == _motive);
        _moves.Add(new MoveCase(Filing.Id, transition, body with { OccurredOn = Day }));
        return this;
    }

    private void Settle()
    {
        if (!_isSettled && _motive is not null && Motives.Checks.TryGetValue(_motive, out var checks))
            _moves.AddRange(checks.Select(check => new SettleCheck(Filing.Id, check)));
        _isSettled = true;
    }
}
