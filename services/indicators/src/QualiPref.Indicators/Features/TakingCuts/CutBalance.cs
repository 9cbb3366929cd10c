using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Indicators.Storage;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>A day of one source beside the row that the source told of it.</summary>
/// <param name="Source"><c>surveys</c> or <c>complaints</c>.</param>
/// <param name="Date">Local legal date.</param>
/// <param name="Row">The row; all zero when the source names no record of the day.</param>
/// <param name="Facts">Facts read.</param>
/// <param name="Agrees">Whether they are what the row says, and nothing waits to be published.</param>
internal sealed record CutDayCheck(string Source, DateOnly Date, IntakeBalanceRow Row, int Facts, bool Agrees);

/// <summary>
/// The rows of a site held against its facts. All months are compared with rows that were read together: a fact that moves from one
/// day to another while the site is being read disagrees on one of them.
/// </summary>
internal sealed class CutBalance
{
    private static readonly string[] Sources = [FactSources.Surveys, FactSources.Complaints];

    private readonly string _site;
    private readonly List<CutDayCheck> _days = [];
    private readonly HashSet<(string Source, DateOnly Month)> _open = [];

    public CutBalance(
        string site,
        IEnumerable<CutMonthReading> months,
        IReadOnlyDictionary<string, IReadOnlyDictionary<DateOnly, IntakeBalanceRow>> rows)
    {
        _site = site;
        foreach (var month in months)
        {
            foreach (var source in Sources) Compare(source, month, rows.GetValueOrDefault(source));
        }
    }

    public IEnumerable<CutDayCheck> Disagreeing => _days.Where(day => !day.Agrees);

    /// <summary>Sums of the months that have records or facts. They are no rows that were told: their version is 0.</summary>
    public IReadOnlyList<BalanceMonth> Months(DateTime openSince) => [.. ByMonth().Select(month => new BalanceMonth
    {
        Source = month.Source,
        Site = _site,
        Month = month.Month,
        Version = 0,
        Received = month.Days.Sum(day => day.Row.Received),
        Counted = month.Days.Sum(day => day.Row.Counted),
        SetAside = month.Days.Sum(day => day.Row.SetAside),
        Discarded = month.Days.Sum(day => day.Row.Discarded),
        Abandoned = month.Days.Sum(day => day.Row.Abandoned),
        Voided = month.Days.Sum(day => day.Row.Voided),
        Pending = month.Days.Sum(day => day.Row.Pending),
        Agrees = !_open.Contains((month.Source, month.Month)),
        OpenSince = _open.Contains((month.Source, month.Month)) ? openSince : null,
    })];

    /// <summary>The months that do not agree; all of them for a source that did not answer.</summary>
    public IReadOnlyList<OpenMonth> Open()
    {
        var days = ByMonth().ToDictionary(month => (month.Source, month.Month), month => month.Days);
        return [.. _open.OrderBy(month => month.Month).ThenBy(month => month.Source, StringComparer.Ordinal).Select(month =>
        {
            var known = days.GetValueOrDefault(month, []);
            return new OpenMonth(
                month.Source, _site, month.Month, known.Sum(day => day.Row.Received), known.Sum(day => day.Facts), known.Sum(day => day.Row.Pending));
        })];
    }

    private IEnumerable<(string Source, DateOnly Month, List<CutDayCheck> Days)> ByMonth() => _days
        .GroupBy(day => (day.Source, Month: CutPeriod.MonthOf(day.Date)))
        .OrderBy(month => month.Key.Month).ThenBy(month => month.Key.Source, StringComparer.Ordinal)
        .Select(month => (month.Key.Source, month.Key.Month, month.ToList()));

    private void Compare(string source, CutMonthReading month, IReadOnlyDictionary<DateOnly, IntakeBalanceRow>? rows)
    {
        var facts = month.Days.Where(day => day.Digests.ContainsKey(source)).ToDictionary(day => day.Date, day => day.Digests[source]);
        var stated = rows?.Keys.Where(date => CutPeriod.MonthOf(date) == month.Month) ?? [];
        foreach (var date in facts.Keys.Union(stated).Order())
        {
            var row = rows?.GetValueOrDefault(date) ?? NothingOn(date);
            var held = facts.GetValueOrDefault(date, CutDigest.Nothing);
            var agrees = rows is not null && held == new CutDigest(row.Received, row.Digest) && row.Pending == 0;
            _days.Add(new CutDayCheck(source, date, row, held.Facts, agrees));
            if (!agrees) _open.Add((source, month.Month));
        }
        if (rows is null) _open.Add((source, month.Month));
    }

    private static IntakeBalanceRow NothingOn(DateOnly date) => new()
    {
        Date = date,
        Received = 0,
        Counted = 0,
        SetAside = 0,
        Discarded = 0,
        Abandoned = 0,
        Voided = 0,
        Pending = 0,
        Digest = CutDigest.Nothing.Digest,
    };
}
