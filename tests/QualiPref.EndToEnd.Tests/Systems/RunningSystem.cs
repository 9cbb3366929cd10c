using QualiPref.EndToEnd.Tests.Confidence;
using QualiPref.Local;
using QualiPref.Recomputation;
using QualiPref.Synthetic;
using QualiPref.Synthetic.Sending;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>A whole system in one shape, started once for all tests of a collection, with the recount of all that was sent to it.</summary>
public abstract class RunningSystem(SystemShape shape) : WholeSystem(shape)
{
    public HttpClient Http { get; private set; } = null!;

    public Identities Identities { get; private set; } = null!;

    /// <summary>Folder of the keys that the system signs tokens with.</summary>
    public string Keys => Path.Combine(Folder, "keys");

    /// <summary>All that was acknowledged since the system started.</summary>
    public Recount Recount { get; } = new();

    /// <summary>Acknowledged answers of the year that have to stand in the figures of <c>essonne</c>.</summary>
    public int AcknowledgedAnswers => Recount.CountedAnswers("essonne", $"{Year}");

    public ApiClient Api { get; private set; } = null!;

    /// <summary>Last full calendar year: answers may bear its dates.</summary>
    public static int Year { get; } = Today.Year - 1;

    public static DateOnly Today => LegalDate.Of(TimeProvider.System.GetUtcNow());

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        Http = new HttpClient { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromSeconds(60) };
        Identities = new Identities(Http, SampleToken.OfStaff(Keys));
        Api = new ApiClient(Http, Identities, Recount);
        foreach (var kiosk in SyntheticNetwork.Essonne.Sites.SelectMany(site => site.Kiosks))
            await Identities.EnrolAsync(kiosk.Site, kiosk.Label, CancellationToken.None);
    }

    public override async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        try
        {
            if (Http is not null) await Everyday.IsKeptAsync(this);
        }
        finally
        {
            await base.DisposeAsync();
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>A sender whose every exchange is noted in the recount.</summary>
    public ApiSender NewSender() => new(Http, Identities, TimeProvider.System) { Observed = Recount.Observe };

    /// <summary>Whether nothing may have been mended: the system has <see cref="NothingIsAskedForAgain"/>.</summary>
    internal bool MendsNothing => NothingIsAskedForAgain.All(setting => Settings.GetValueOrDefault(setting.Key) == setting.Value);

    /// <summary>
    /// The settings with which no source is asked for a record again, and no cell fetched again: what such a system counts came the first time or was lost.
    /// </summary>
    private protected static IReadOnlyDictionary<string, string> NothingIsAskedForAgain { get; } = new Dictionary<string, string>
    {
        ["QualiPref__Indicators__Balance__Patience"] = "01:00:00",
    };
}

/// <summary>One process with all services, and the engine.</summary>
public sealed class AllInOneSystem() : RunningSystem(SystemShape.AllInOne);

[CollectionDefinition(Name)]
public sealed class AllInOne : ICollectionFixture<AllInOneSystem>
{
    public const string Name = "all in one";
}
