using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Work;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>Registers what takes, verifies and compares cuts.</summary>
internal static class CutRegistration
{
    public static void AddCuts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<CutOptions>(configuration, CutOptions.Section);
        services.AddKeyedSingleton<WorkSignal>(CutWorker.Signal);
        services.AddSingleton(new CutFormats(CutJson.Options));
        services.AddSingleton<CutReader>();
        services.AddSingleton<CutSite>();
        services.AddSingleton<CutProgress>();
        services.AddSingleton<CutLibrary>();
        services.AddSingleton<CutVerifier>();
        services.AddSingleton<CutComparison>();
        services.AddWorker<CutWorker>();
    }
}
