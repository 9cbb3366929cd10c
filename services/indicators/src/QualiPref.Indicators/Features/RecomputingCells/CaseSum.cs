using QualiPref.Contracts.Indicators.V1;
using QualiPref.Indicators.Storage;

namespace QualiPref.Indicators.Features.RecomputingCells;

/// <summary>Cases received on one day that share kind, channel, motive and module.</summary>
internal sealed class CaseSum
{
    private readonly SortedDictionary<int, int> _responseDays = [];
    private readonly SortedDictionary<DateOnly, int> _undecided = [];

    private int _received;
    private int _inTime;
    private int _late;
    private int _backDated;

    /// <summary>Takes the row of a stored cell.</summary>
    public void Take(ComplaintCount row)
    {
        (_received, _inTime, _late, _backDated) = (row.Received, row.InTime, row.Late, row.BackDated);
        foreach (var days in row.ResponseDays) _responseDays[days.Days] = days.Count;
        foreach (var due in row.Undecided) _undecided[due.DueOn] = due.Count;
    }

    public void Add(CaseState state, int count)
    {
        _received += count;
        if (state.Verdict == CaseState.InTime) _inTime += count;
        if (state.Verdict == CaseState.Late) _late += count;
        if (state.BackDated) _backDated += count;
        if (state.ResponseDays is { } days) _responseDays[days] = _responseDays.GetValueOrDefault(days) + count;
        if (state.Verdict == CaseState.Pending) _undecided[state.DueOn] = _undecided.GetValueOrDefault(state.DueOn) + count;
    }

    /// <summary>Writes the row, none where no case is left, or says that it cannot be told.</summary>
    public bool TryWrite(CaseKey key, List<ComplaintCount> rows)
    {
        int[] counts = [_inTime, _late, _backDated, .. _responseDays.Values, .. _undecided.Values];
        if (_received == 0) return counts.All(count => count == 0);
        if (_received < 0 || counts.Any(count => count < 0 || count > _received)) return false;
        rows.Add(new ComplaintCount
        {
            Kind = key.Kind,
            Channel = key.Channel,
            Motive = key.Motive,
            Module = key.Module,
            Received = _received,
            InTime = _inTime,
            Late = _late,
            BackDated = _backDated,
            ResponseDays = [.. _responseDays.Where(days => days.Value > 0).Select(days => new ResponseDayCount(days.Key, days.Value))],
            Undecided = [.. _undecided.Where(due => due.Value > 0).Select(due => new UndecidedCount(due.Key, due.Value))],
        });
        return true;
    }
}

/// <summary>What the cases of one row share.</summary>
internal readonly record struct CaseKey(string Kind, string Channel, string? Motive, string? Module)
{
    public static CaseKey Of(CaseState state) => new(state.Kind, state.Channel, state.Motive, state.Module);

    public static CaseKey Of(ComplaintCount row) => new(row.Kind, row.Channel, row.Motive, row.Module);
}
