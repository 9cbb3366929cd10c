using QualiPref.Complaints;
using QualiPref.Platform.Hosting;

await QualiPrefHost.RunAsync(args, new ComplaintsModule());
