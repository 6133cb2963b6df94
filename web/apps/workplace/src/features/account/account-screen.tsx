import Box from "@mui/material/Box";
import { SecurityScreen } from "@aqtra/runtime/account";

/** One's own account: how it is entered. */
export function AccountScreen() {
  return (
    <Box sx={{ px: { xs: 4, md: 8 }, py: 6 }}>
      <SecurityScreen app="workplace" />
    </Box>
  );
}
