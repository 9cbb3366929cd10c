using QualiPref.Synthetic.Requests;

namespace QualiPref.Synthetic.Sending;

/// <summary>
/// So many answers a second, from kiosks, desks and the web, one case for a hundred of them and what becomes of it: year after made-up year until it is told to end.
/// </summary>
/// <param name="sender">Sends them; every kiosk of the network must have been enrolled.</param>
/// <param name="network">The network.</param>
/// <param name="year">The calendar year of all of them, wholly past.</param>
/// <param name="answersPerSecond">How many are sent, whatever has been answered: a server that is slow is not spared.</param>
/// <param name="clock">Paces them.</param>
public sealed class SteadySending(ApiSender sender, SyntheticNetwork network, int year, int answersPerSecond, TimeProvider clock)
{
    private const int AnswersOfAYear = 12_000, MostYears = 1_000;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    /// <summary>Sends, and returns when everything that was begun is acknowledged or refused.</summary>
    /// <param name="seed">What is sent is made of it; no two to one server may have the same.</param>
    /// <param name="over">Ends it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many answers were sent, those that count for nothing too.</returns>
    public async Task<int> RunAsync(int seed, CancellationToken over, CancellationToken cancellation)
    {
        using var beat = new PeriodicTimer(Beat, clock);
        var underWay = new List<Task>();
        var (started, sent) = (clock.GetTimestamp(), 0);
        foreach (var chain in Chains(seed).TakeWhile(_ => !over.IsCancellationRequested))
        {
            while (sent > answersPerSecond * clock.GetElapsedTime(started).TotalSeconds && !over.IsCancellationRequested) await beat.WaitForNextTickAsync(cancellation);
            sent += chain.Sum(request => request.AnswerCount);
            underWay.Add(sender.SendAsync([chain], 1, cancellation));
        }
        await Task.WhenAll(underWay);
        return sent;
    }

    private IEnumerable<IReadOnlyList<SyntheticRequest>> Chains(int seed) => Enumerable.Range(MostYears * seed, MostYears).SelectMany(one => SyntheticYear.Chains(new SyntheticYearOptions
    {
        Seed = one,
        Network = network,
        Year = year,
        BatchedAnswers = AnswersOfAYear / 3,
        SingleAnswers = AnswersOfAYear * 2 / 3,
        Complaints = AnswersOfAYear / 100,
        BatchSize = 20,
        LastDay = new DateOnly(year, 12, 31),
    }));
}
