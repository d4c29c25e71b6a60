console.error("Thank you for installing.");
