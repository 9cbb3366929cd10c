using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Work;

namespace QualiPref.Complaints.TakingMail;

/// <summary>Registers what takes e-mails in.</summary>
internal static class MailboxRegistration
{
    public static void AddMailboxes(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<MailboxesOptions>(configuration, MailboxesOptions.Section);
        services.AddSingleton<MailTelemetry>();
        services.AddScoped<MailFiles>();
        services.AddScoped<MailTaking>();
        services.AddWorker<MailboxWorker>();
    }
}
