using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace QualiPref.Platform.Limits;

/// <summary>
/// How many requests a minute are taken from one caller, over all replicas. From half of it on each request waits, longer and longer; beyond it they are refused
/// until a minute holds fewer. Why the sizes are what they are is said in the README of the platform. Section <c>QualiPref:Limits</c>.
/// </summary>
public sealed class LimitOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "QualiPref:Limits";

    private const int Fewest = 2, Most = 10_000_000;

    /// <summary>Of one kiosk, by its token.</summary>
    [Range(Fewest, Most)]
    public int Kiosk { get; set; } = 1_200;

    /// <summary>Of one person on pages, by their session.</summary>
    [Range(Fewest, Most)]
    public int Person { get; set; } = 1_200;

    /// <summary>Of one person or program at <c>/api</c>, by its token: imports and exports are that.</summary>
    [Range(Fewest, Most)]
    public int Program { get; set; } = 24_000;

    /// <summary>Of one address without a token or session, that read. A whole prefecture may be behind one.</summary>
    [Range(Fewest, Most)]
    public int Address { get; set; } = 3_000;

    /// <summary>
    /// Of one address without a token or session, that send something: answers from the web, forms. What browsers report by themselves has as much once more: it takes nothing away
    /// from what people send.
    /// </summary>
    [Range(Fewest, Most)]
    public int AddressSending { get; set; } = 600;

    /// <summary>How long a request waits at most before it is taken, close to the limit.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often replicas tell each other what they counted, while there is something to tell.</summary>
    [Range(typeof(TimeSpan), "00:00:00.02", "00:00:10")]
    public TimeSpan TellEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Environment variables with limits that nobody meets, for load that comes from one machine.</summary>
    public static IReadOnlyDictionary<string, string> Unmet { get; } =
        new[] { nameof(Kiosk), nameof(Person), nameof(Program), nameof(Address), nameof(AddressSending) }.ToDictionary(name => $"QualiPref__Limits__{name}", _ => Most.ToString(CultureInfo.InvariantCulture));

    internal int Of(LimitKind kind) => kind switch
    {
        LimitKind.Kiosk => Kiosk,
        LimitKind.Person => Person,
        LimitKind.Program => Program,
        LimitKind.Address => Address,
        LimitKind.AddressSending or LimitKind.AddressReporting => AddressSending,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

/// <summary>By what a caller is counted.</summary>
internal enum LimitKind
{
    /// <summary>A kiosk's token.</summary>
    Kiosk,

    /// <summary>A session on pages.</summary>
    Person,

    /// <summary>A token of staff at <c>/api</c>.</summary>
    Program,

    /// <summary>The address of whoever bears none of these and reads.</summary>
    Address,

    /// <summary>The same of whoever sends something.</summary>
    AddressSending,

    /// <summary>The same of browsers that report by themselves.</summary>
    AddressReporting,
}
