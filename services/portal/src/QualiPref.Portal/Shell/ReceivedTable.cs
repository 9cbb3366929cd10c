using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Shell;

/// <summary>What came in at one site, or in the whole network: a line a motive, a column a channel.</summary>
internal sealed record ReceivedTable(string Id, string Title, IReadOnlyList<string> Channels, IReadOnlyList<ReceivedLine> Lines)
{
    public IEnumerable<long> Totals => Channels.Select((_, column) => Lines.Sum(line => line.Counts[column]));

    /// <summary>A table for each site in the order of the counts. All have the same columns, so that they can be compared.</summary>
    /// <param name="counts">All of one kind.</param>
    /// <param name="kind">Code of the kind.</param>
    /// <param name="placeOf">Name of a site; of the network for null.</param>
    /// <param name="catalogue">Names of channels and motives.</param>
    public static IReadOnlyList<ReceivedTable> Of(IReadOnlyList<ReceivedCount> counts, string kind, Func<string?, string> placeOf, Catalogue catalogue)
    {
        var what = kind == "suggestion" ? "Suggestions reçues" : "Réclamations reçues";
        var channels = counts.Select(count => count.Channel).Distinct().ToList();
        var names = channels.Select(channel => catalogue.ChannelNames().NameOf(channel)).ToList();
        return
        [
            .. from count in counts
               group count by count.Site into place
               select new ReceivedTable(
                   $"recues-{kind}-{place.Key ?? "reseau"}", $"{what}, par motif et canal : {placeOf(place.Key)}", names, LinesOf(place, channels, catalogue)),
        ];
    }

    private static IReadOnlyList<ReceivedLine> LinesOf(IEnumerable<ReceivedCount> counts, List<string> channels, Catalogue catalogue) =>
    [
        .. from count in counts
           group count by count.Motive into motive
           let received = motive.ToLookup(count => count.Channel, count => count.Received)
           select new ReceivedLine(FigureWords.Motive(motive.Key, catalogue), [.. channels.Select(channel => received[channel].Sum())]),
    ];
}

/// <summary>A motive and its counts in the order of the columns.</summary>
internal sealed record ReceivedLine(string Motive, IReadOnlyList<long> Counts);
