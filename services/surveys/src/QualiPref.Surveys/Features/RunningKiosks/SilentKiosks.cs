using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Telemetry;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.RunningKiosks;

/// <summary>When a kiosk is called silent. Section <c>QualiPref:Surveys</c>.</summary>
internal sealed class KioskOptions
{
    public const string Section = "QualiPref:Surveys";

    /// <summary>For how long nothing was heard of it. Longer than a week-end: a kiosk says nothing while nobody answers.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan KioskSilence { get; set; } = TimeSpan.FromDays(3);
}

/// <summary>Has the silent kiosks counted for whoever watches the system.</summary>
internal static class SilentKiosks
{
    private static readonly StoredNumber Number = new("QualiPref.Surveys", "qualipref.surveys.kiosks.silent", "{kiosk}",
        "Enrolled kiosks of which nothing was heard for longer than QualiPref:Surveys:KioskSilence. The same from every replica: max");

    public static void AddSilentKiosks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<KioskOptions>(configuration, KioskOptions.Section);
        services.AddStoredNumber(Number, async (provider, token) =>
        {
            var before = provider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime - provider.GetRequiredService<IOptions<KioskOptions>>().Value.KioskSilence;
            return [new(await provider.GetRequiredService<KioskStore>().CountSilentAsync(before, token))];
        });
    }
}
