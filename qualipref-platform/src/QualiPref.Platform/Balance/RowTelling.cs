using QualiPref.Contracts.Balance.V1;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Time;

namespace QualiPref.Platform.Balance;

/// <summary>Reads rows from the ledger and publishes them. The database's clock is read before the ledger, as the contract asks.</summary>
internal sealed class RowTelling<TLedger>(TLedger ledger, IMessagePublisher publisher) where TLedger : IIntakeLedger
{
    /// <summary>Most rows in a message.</summary>
    public const int Largest = 500;

    /// <summary>Tells some site-days, those that hold nothing too. One query for each run of days of a site.</summary>
    /// <param name="days">At most <see cref="Largest"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task TellDaysAsync(IReadOnlyCollection<SiteDay> days, CancellationToken cancellationToken)
    {
        var readAt = await ledger.ReadClockAsync(cancellationToken);
        var messages = new List<OutgoingMessage<IntakeBalanceChanged>>();
        foreach (var site in days.GroupBy(day => day.Site, day => day.Date))
        {
            var rows = new List<IntakeBalanceRow>();
            foreach (var run in Runs(site)) rows.AddRange(await ReadAsync(site.Key, run, cancellationToken));
            messages.Add(Message(site.Key, readAt, rows));
        }
        await PublishAsync(messages, cancellationToken);
    }

    /// <summary>Tells the days with records of one month. One query.</summary>
    public async Task TellMonthAsync(IReadOnlyCollection<string> sites, DateOnly month, CancellationToken cancellationToken)
    {
        var readAt = await ledger.ReadClockAsync(cancellationToken);
        var lastDay = new DateOnly(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month));
        var held = await ledger.CountAsync(sites, month, lastDay, cancellationToken);
        await PublishAsync([.. held.Select(site => Message(site.Key, readAt, [.. site]))], cancellationToken);
    }

    /// <summary>
    /// States for a cut all days with records of a site in a period and the year before it, in one message; each record read is noted. Two queries.
    /// </summary>
    public async Task TellCutAsync(Guid cut, string site, Period period, Action note, CancellationToken cancellationToken)
    {
        var before = period.YearBefore();
        var readAt = await ledger.ReadClockAsync(cancellationToken);
        // A period of several years overlaps with the one before it.
        var lastBefore = before.To < period.From ? before.To : period.From.AddDays(-1);
        var earlier = await IntakeCount.CountAsync(ledger, [site], before.From, lastBefore, note, cancellationToken);
        var rows = await IntakeCount.CountAsync(ledger, [site], period.From, period.To, note, cancellationToken);
        await PublishAsync([Message(site, readAt, [.. earlier[site], .. rows[site]], cut)], cancellationToken);
    }

    private async Task<IEnumerable<IntakeBalanceRow>> ReadAsync(string site, IEnumerable<DateOnly> run, CancellationToken cancellationToken)
    {
        List<DateOnly> days = [.. run];
        var held = (await ledger.CountAsync([site], days[0], days[^1], cancellationToken))[site].ToDictionary(row => row.Date);
        return days.Select(day => held.GetValueOrDefault(day) ?? IntakeCount.Nothing(day));
    }

    // Days that follow each other share a query: their number less their place is the same.
    private static IEnumerable<IEnumerable<DateOnly>> Runs(IEnumerable<DateOnly> days) =>
        days.Distinct().Order().Index().GroupBy(day => day.Item.DayNumber - day.Index, day => day.Item);

    private OutgoingMessage<IntakeBalanceChanged> Message(string site, DateTimeOffset readAt, IReadOnlyList<IntakeBalanceRow> rows, Guid? cut = null) =>
        new(Guid.NewGuid(), new IntakeBalanceChanged { Source = ledger.Source, Site = site, ReadAt = readAt, Rows = rows, CutId = cut });

    private Task PublishAsync(List<OutgoingMessage<IntakeBalanceChanged>> messages, CancellationToken cancellationToken) =>
        messages.Count == 0 ? Task.CompletedTask : publisher.PublishAsync(messages, cancellationToken);
}
