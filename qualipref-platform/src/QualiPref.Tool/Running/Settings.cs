using Microsoft.Extensions.Configuration;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Persistence;

namespace QualiPref.Tool.Running;

/// <summary>Where the parts of the installation are and who asks: from the options of a command and, as pods get them, environment variables.</summary>
internal sealed record Settings
{
    /// <summary>The address of the portal in the environment.</summary>
    public const string AddressVariable = "QUALIPREF_ADDRESS";

    /// <summary>The file with a token of the identity provider in the environment.</summary>
    public const string TokenFileVariable = "QUALIPREF_TOKEN_FILE";

    /// <summary>Who operates, in the environment.</summary>
    public const string OperatorVariable = "QUALIPREF_OPERATOR";

    private const string Unnamed = "exploitation";

    /// <summary>The portal, which forwards every call; null when it is not known.</summary>
    public required Uri? Portal { get; init; }

    /// <summary>Services that are called themselves instead of through the portal.</summary>
    public required ServiceOptions Services { get; init; }

    /// <summary>Connection string of the database; empty when it is not known.</summary>
    public required string Mongo { get; init; }

    public required string DatabasePrefix { get; init; }

    /// <summary>Address of the broker; empty when it is not known, or there is none.</summary>
    public required string Broker { get; init; }

    /// <summary>Folder of keys, where the operator's may be; empty when there is none.</summary>
    public required string KeysPath { get; init; }

    /// <summary>File with a token of the identity provider; empty when there is none.</summary>
    public required string TokenFile { get; init; }

    /// <summary>Who operates, as acts name them.</summary>
    public required string Operator { get; init; }

    /// <summary>What files would be gone with the pod.</summary>
    public required Fleeting Fleeting { get; init; }

    /// <summary>The settings of a command.</summary>
    /// <param name="configuration">The environment.</param>
    /// <param name="address">Address of the portal, instead of any of the environment.</param>
    /// <param name="tokenFile">The same for the file with a token.</param>
    /// <param name="name">The same for who operates.</param>
    public static Settings Of(IConfiguration configuration, string? address, string? tokenFile, string? name)
    {
        string Text(string first, string second = "") => First(configuration[first], configuration[second]);
        return new Settings
        {
            Portal = AddressOf(First(address, configuration[AddressVariable])),
            // Whoever names an address means it.
            Services = address is null ? ServicesOf(configuration) : new ServiceOptions(),
            Mongo = Text("QUALIPREF_MONGO", $"{StorageOptions.Section}:{nameof(StorageOptions.ConnectionString)}"),
            DatabasePrefix = First(configuration[$"{StorageOptions.Section}:{nameof(StorageOptions.DatabasePrefix)}"], new StorageOptions().DatabasePrefix),
            Broker = Text("QUALIPREF_RABBITMQ", $"{MessagingOptions.Section}:{nameof(MessagingOptions.Broker)}"),
            KeysPath = Text($"{IdentityOptions.Section}:{nameof(IdentityOptions.KeysPath)}"),
            TokenFile = First(tokenFile, configuration[TokenFileVariable]),
            Operator = First(name, configuration[OperatorVariable], configuration["USER"], Unnamed),
            Fleeting = new Fleeting(configuration[Fleeting.Variable]),
        };
    }

    /// <summary>Where the calls of a service go to.</summary>
    /// <param name="service">One of <see cref="ServiceNames"/>, or the portal.</param>
    public Uri AddressFor(string service) => Services.Of(service) ?? Portal ?? throw Failure.WrongUse(
        $"Nothing says where {service} is: name the portal with --address or {AddressVariable}, or the service itself with QualiPref__Services__{Capital(service)}.");

    /// <summary>Every process that is known, with the names of what it is asked for.</summary>
    public IReadOnlyList<(string Name, Uri Address)> Processes =>
    [
        .. ServiceNames.All.Select(service => (Name: service, Address: Services.Of(service))).Append((Name: QualiPrefHost.Portal, Address: Portal)).Where(one => one.Address is not null)
            .GroupBy(one => one.Address!.GetLeftPart(UriPartial.Authority)).Select(process => (string.Join(", ", process.Select(one => one.Name)), process.First().Address!)),
    ];

    /// <summary>Whether a text is an address that can be called.</summary>
    public static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    private static Uri? AddressOf(string text) => text.Length == 0 ? null : IsAddress(text) ? new Uri(text)
        : throw Failure.WrongUse($"'{Plain.Line(text)}' is no address such as https://qualite.prefecture.example.");

    private static ServiceOptions ServicesOf(IConfiguration configuration)
    {
        var section = configuration.GetSection(ServiceOptions.Section);
        return new ServiceOptions
        {
            Surveys = AddressOf(section[nameof(ServiceOptions.Surveys)] ?? ""),
            Complaints = AddressOf(section[nameof(ServiceOptions.Complaints)] ?? ""),
            Indicators = AddressOf(section[nameof(ServiceOptions.Indicators)] ?? ""),
            Reporting = AddressOf(section[nameof(ServiceOptions.Reporting)] ?? ""),
        };
    }

    private static string First(params string?[] texts) => texts.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)) ?? "";

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
