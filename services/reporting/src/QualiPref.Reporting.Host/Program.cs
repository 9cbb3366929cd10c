using QualiPref.Platform.Hosting;
using QualiPref.Reporting;

await QualiPrefHost.RunAsync(args, new ReportingModule());
