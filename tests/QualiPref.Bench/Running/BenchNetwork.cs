using QualiPref.Local;
using QualiPref.Platform.Catalogue;
using QualiPref.Synthetic.Sending;

namespace QualiPref.Bench.Running;

/// <summary>The sites that answers are sent for, and the kiosks that stand there.</summary>
/// <param name="Code">Code of the network.</param>
/// <param name="Sites">Codes of its sites.</param>
/// <param name="Kiosks">One at each of the first sites.</param>
internal sealed record BenchNetwork(string Code, IReadOnlyList<string> Sites, IReadOnlyList<KioskIdentity> Kiosks)
{
    // Enrolling one costs as much as hundreds of answers, and a network has sites without.
    private const int MostKiosks = 25;

    /// <summary>The three sites of the catalogue as shipped.</summary>
    public static BenchNetwork Small { get; } = new("essonne", ["91-EVRY", "91-PALAISEAU", "91-ETAMPES"], []);

    /// <summary>The 250 sites of <see cref="NationalYear"/>.</summary>
    public static BenchNetwork National { get; } = new(NationalYear.Network, [.. Enumerable.Range(0, NationalYear.Sites).Select(NationalYear.SiteOf)], []);

    /// <summary>The same with kiosks, enrolled in a running system.</summary>
    /// <param name="address">Of the system.</param>
    /// <param name="token">An administrator's.</param>
    /// <param name="load">Number of the load that they send: each has kiosks of its own, which count their answers from 1.</param>
    public async Task<BenchNetwork> EnrolAsync(string address, Func<string> token, int load = 0)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };
        var identities = new Identities(http, (_, _) => token());
        foreach (var site in Sites.Take(MostKiosks)) await identities.EnrolAsync(site, $"Borne d'accueil {load + 1}", CancellationToken.None);
        return this with { Kiosks = [.. identities.Kiosks.OrderBy(kiosk => kiosk.Site, StringComparer.Ordinal)] };
    }

    public int IndexOf(string site) => Sites.Index().First(one => one.Item == site).Index;

    /// <summary>A system with that catalogue (<see cref="WriteCatalogue"/>) in a folder, not yet started.</summary>
    public static LocalSystem NationalSystem(string folder, SystemShape shape) => new(new LocalSystemOptions
    {
        LimitsCallers = false,
        DataDirectory = folder,
        Shape = shape,
        Settings = new Dictionary<string, string> { ["QualiPref__Catalogue__Path"] = Path.Combine(folder, "catalogue") },
    });

    /// <summary>A catalogue that has both networks.</summary>
    /// <param name="folder">Where it is written.</param>
    public static Catalogue WriteCatalogue(string folder)
    {
        NationalYear.WriteCatalogue(Path.Combine(ProjectFolder.Root, "qualipref-platform", "catalogue"), folder);
        return Catalogue.Load(folder);
    }
}
