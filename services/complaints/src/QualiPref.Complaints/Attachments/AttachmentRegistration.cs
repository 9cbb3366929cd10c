using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Work;

namespace QualiPref.Complaints.Attachments;

/// <summary>Registers what takes, keeps and checks files.</summary>
internal static class AttachmentRegistration
{
    public static void AddAttachments(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<AttachmentOptions>(configuration, AttachmentOptions.Section);
        services.AddValidatedOptions<AntivirusOptions>(configuration, AntivirusOptions.Section);
        AttachmentTelemetry.AddTo(services);
        services.AddSingleton<AttachmentStore>();
        services.AddSingleton<UncheckedFiles>();
        services.AddSingleton<VirusScan>();
        services.AddSingleton<AttachmentIntake>();
        services.AddWorker<FileChecker>();
        services.AddWorker<FileSweeper>();
    }
}
