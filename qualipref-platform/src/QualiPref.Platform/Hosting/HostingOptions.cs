using System.ComponentModel.DataAnnotations;
using System.Net;

namespace QualiPref.Platform.Hosting;

/// <summary>How a process stops. Section <c>QualiPref:Hosting</c>.</summary>
public sealed class HostingOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "QualiPref:Hosting";

    /// <summary>
    /// How long a process that is told to stop goes on answering while <c>/ready</c> says no: as long as whoever sends it requests needs to hear of it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan DrainDelay { get; set; } = TimeSpan.Zero;

    /// <summary>How long it may take after that to end its requests, publish what they committed, and end what it consumes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan StopWithin { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Networks, such as <c>10.1.2.3/32</c>, of the proxies whose <c>X-Forwarded-Proto</c> and <c>X-Forwarded-For</c> are believed: where TLS ends there, pages lead
    /// to plain addresses without it, and all of the public is one address to the limits. None: nobody's.
    /// </summary>
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => TrustedProxies
        .Where(network => !IPNetwork.TryParse(network, out _))
        .Select(network => new ValidationResult($"{Section}:{nameof(TrustedProxies)}: '{network}' is no network, such as 10.1.2.3/32."));
}
